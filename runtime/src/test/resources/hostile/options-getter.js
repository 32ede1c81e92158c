// expect: refused
// Options with a getter that never ends.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const options = { get a() { for (;;) ; } };
export function getSuggestedOrder() { return ABSTAIN; }
