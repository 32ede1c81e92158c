// expect: statements
// A loop in a getter.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { get x() { for (;;); } }.x;
}
