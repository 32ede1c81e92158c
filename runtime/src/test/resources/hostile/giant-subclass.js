// expect: throws
// A giant array through a subclass.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  class A extends Array {}
  return new A(2 ** 32 - 1).map((x) => x).length;
}
