// expect: throws
// A replacement that multiplies.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return "x".repeat(60000).replace(/x/g, "y".repeat(60000)).length;
}
