// expect: throws
// copyWithin of an array-like.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 1).length;
}
