// expect: refused
// A name that is an object with a toString.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const name = { toString() { for (;;) ; } };
export function getSuggestedOrder() { return ABSTAIN; }
