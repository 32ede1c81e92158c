// expect: limit
// Backtracking in a lookahead.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return /(?=(x+x+)+y)\1/.test("x".repeat(40));
}
