// expect: throws-or-limit
// A giant sparse array as a string.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return String(new Array(2 ** 31));
}
