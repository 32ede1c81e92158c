// expect: limit
// Iterator.prototype.drop skips for ever without a statement.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: 1, done: false });
  return Iterator.from({ next, __proto__: Iterator.prototype }).drop(Infinity).next();
}
