// expect: limit
// A built-in function sorts a million numbers into as many groups.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.groupBy(new Array(1 << 20).fill(1).keys(), String);
  return ABSTAIN;
}
