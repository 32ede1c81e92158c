// expect: throws
// The Function constructor by a guarded built-in.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return "".repeat.constructor("return 1")();
}
