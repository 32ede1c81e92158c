// expect: throws
// A set of orders is thrown.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw q.offered;
}
