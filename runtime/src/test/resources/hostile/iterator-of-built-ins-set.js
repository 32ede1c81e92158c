// expect: limit
// The same, into a Set.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: 1, done: false });
  return new Set({ [Symbol.iterator]: Object.bind(null, { next }) }).size;
}
