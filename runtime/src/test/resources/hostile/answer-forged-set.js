// expect: answer
// An heir of a set of orders.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.create(q.offered);
}
