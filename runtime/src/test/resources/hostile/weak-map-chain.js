// expect: limit
// Weak maps chained for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let w = new WeakMap();
  for (;;) { const k = new Array(10000).fill(0); w.set(k, w); w = new WeakMap([[k, w]]); }
}
