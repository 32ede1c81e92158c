// expect: throws
// A string of half a gigabyte.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return "x".repeat(2 ** 29).length;
}
