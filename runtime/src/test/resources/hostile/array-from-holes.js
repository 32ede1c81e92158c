// expect: throws
// A giant array of holes as arguments.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Math.max(...new Array(2 ** 32 - 1));
}
