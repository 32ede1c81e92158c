// expect: statements
// A loop in a setter.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  ({ set x(v) { for (;;); } }).x = 1;
}
