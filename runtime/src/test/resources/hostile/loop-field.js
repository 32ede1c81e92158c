// expect: statements
// A loop in a field.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  class A { x = (() => { for (;;); })(); }
  return new A();
}
