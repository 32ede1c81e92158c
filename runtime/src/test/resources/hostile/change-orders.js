// expect: throws
// The helpers are changed.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  orders.of = null;
}
