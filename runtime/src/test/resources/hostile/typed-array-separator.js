// expect: throws
// A million numbers joined by a long separator.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Float64Array(1 << 20).join("x".repeat(60000)).length;
}
