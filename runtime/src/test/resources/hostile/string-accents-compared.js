// expect: throws
// The same by a comparison.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const above = "\u0301".repeat(32767);
  const below = "\u0316".repeat(32767);
  return ("a" + above + below).localeCompare("a" + below + above);
}
