// expect: limit
// A method of sets with a set-like whose keys never end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: 1, done: false });
  return new Set([1]).union({ size: 1, has: isNaN, keys: Object.bind(null, { next }) }).size;
}
