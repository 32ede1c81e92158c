// expect: statements
// A loop in Symbol.species.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  class A extends Array { static get [Symbol.species]() { for (;;); } }
  return new A(1).map((x) => x);
}
