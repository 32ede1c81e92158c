// expect: throws-or-limit
// join of a giant sparse array.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Array(2 ** 32 - 1).join().length;
}
