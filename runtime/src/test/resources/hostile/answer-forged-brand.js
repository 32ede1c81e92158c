// expect: answer
// An object of the class of the sets of orders.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.create(Object.getPrototypeOf(q.offered));
}
