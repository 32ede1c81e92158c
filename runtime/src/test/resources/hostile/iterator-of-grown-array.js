// expect: limit
// An iterator over a short array, which has four thousand million elements when it is used.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const array = [];
  const keys = array.keys();
  array.length = 2 ** 32 - 1;
  return new Set(keys).size;
}
