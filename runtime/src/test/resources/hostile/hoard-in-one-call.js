// expect: limit
// A call that allocates and keeps.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const all = [];
  for (;;) all.push(new Array(10000).fill(1).join());
}
