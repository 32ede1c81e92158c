// expect: limit
// split by a pattern that backtracks at each place.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return ("a".repeat(30000) + "b").split(/(?:a+)+(?=c)\1/).length;
}
