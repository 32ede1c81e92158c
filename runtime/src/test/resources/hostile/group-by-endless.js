// expect: limit
// Object.groupBy of an endless iterator made of built-ins alone.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: 1, done: false });
  return Object.groupBy({ [Symbol.iterator]: Object.bind(null, { next }) }, Math.abs);
}
