// expect: throws
// A private method called on the question.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  class A { #m() { return 1; } static call(o) { return o.#m(); } }
  return A.call(q);
}
