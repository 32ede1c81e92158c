// expect: throws
// arguments.callee.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return arguments.callee;
}
