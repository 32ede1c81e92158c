// expect: none
// A name of sixty thousand characters, with lines and escapes.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const name = "x\n\u001b[2J".repeat(10000);
export function getSuggestedOrder() { return ABSTAIN; }
