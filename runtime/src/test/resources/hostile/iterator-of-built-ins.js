// expect: limit
// An endless iterator made of built-ins alone, spread.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: 1, done: false });
  return [...{ [Symbol.iterator]: Object.bind(null, { next }) }].length;
}
