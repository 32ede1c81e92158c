// expect: limit
// A regular expression that backtracks for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return /^(?:(a+)\1?)+$/.test("a".repeat(40) + "b");
}
