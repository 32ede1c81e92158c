// expect: statements
// A loop in Symbol.hasInstance.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return q instanceof { [Symbol.hasInstance]() { for (;;); } };
}
