// expect: refused
// The module waits for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
await { then() {} };
export function getSuggestedOrder() { return ABSTAIN; }
