// expect: refused
// The module throws.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
throw new Error("no");
export function getSuggestedOrder() { return ABSTAIN; }
