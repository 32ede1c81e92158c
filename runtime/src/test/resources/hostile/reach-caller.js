// expect: throws
// The caller of a function.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return getSuggestedOrder.caller;
}
