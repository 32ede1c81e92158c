// expect: throws
// A giant sparse array, spread.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return [...new Array(2 ** 31)].length;
}
