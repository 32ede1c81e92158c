// expect: limit
// Bounded repeats of bounded repeats.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return /((a{1,1000}){1,1000}){1,1000}$/.test("a".repeat(60000) + "b");
}
