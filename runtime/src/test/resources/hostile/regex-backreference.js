// expect: limit
// Backreferences, which no automaton can do.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return /^(.*)(.*)(.*)(.*)(.*)\1\2\3\4\5x$/.test("ab".repeat(5000));
}
