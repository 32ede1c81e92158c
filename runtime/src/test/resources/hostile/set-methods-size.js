// expect: throws
// A method of sets with a set-like whose size is no number.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Set([1]).union({ size: NaN, has: isNaN, keys: isNaN }).size;
}
