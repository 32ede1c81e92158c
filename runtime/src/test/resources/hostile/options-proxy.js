// expect: refused
// Options that are a Proxy with endless keys.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const options = new Proxy({}, { ownKeys() { for (;;) ; } });
export function getSuggestedOrder() { return ABSTAIN; }
