// expect: throws
// A regular expression of a hundred thousand groups.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("a");
}
