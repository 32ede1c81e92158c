// expect: statements
// A loop in valueOf during a comparison.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { valueOf() { for (;;); } } < 1;
}
