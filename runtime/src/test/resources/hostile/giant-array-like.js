// expect: throws
// Array.prototype.fill of an array-like.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1);
}
