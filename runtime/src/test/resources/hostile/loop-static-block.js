// expect: statements
// A loop in a static block.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  class A { static { for (;;); } }
  return ABSTAIN;
}
