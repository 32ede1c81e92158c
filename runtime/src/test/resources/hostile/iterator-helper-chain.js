// expect: limit
// A chain of helpers over an endless iterator.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: 1, done: false });
  return Iterator.from({ next }).map(Math.abs).filter(isNaN).take(Infinity).toArray();
}
