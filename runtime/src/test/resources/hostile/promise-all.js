// expect: limit
// Promise.all of an endless iterator.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const P = (async () => {})().constructor;
  const next = Object.bind(null, { value: 1, done: false });
  P.all({ [Symbol.iterator]: Object.bind(null, { next }) });
  return ABSTAIN;
}
