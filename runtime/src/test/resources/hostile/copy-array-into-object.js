// expect: throws
// An object with a property for each of a hundred thousand elements.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.assign({}, new Array(1 << 17).fill(1)).length;
}
