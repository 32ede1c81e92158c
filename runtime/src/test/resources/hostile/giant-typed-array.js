// expect: throws
// A typed array of gigabytes.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Float64Array(2 ** 28).length;
}
