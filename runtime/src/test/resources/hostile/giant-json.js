// expect: throws
// JSON of a giant sparse array.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return JSON.stringify(new Array(2 ** 31)).length;
}
