// expect: none
// The module waits for ever; its function is there already.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
await { then() {} };
export function getSuggestedOrder() { return ABSTAIN; }
