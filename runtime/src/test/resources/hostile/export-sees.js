// expect: refused
// A tier that nobody knows.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const sees = "everything";
export function getSuggestedOrder() { return ABSTAIN; }
