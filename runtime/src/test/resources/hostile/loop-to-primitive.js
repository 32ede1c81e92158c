// expect: statements
// A loop in Symbol.toPrimitive.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return +{ [Symbol.toPrimitive]() { for (;;); } };
}
