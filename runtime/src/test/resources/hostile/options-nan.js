// expect: refused
// An option that is NaN.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const options = { a: NaN };
export function getSuggestedOrder() { return ABSTAIN; }
