// expect: limit
// A million elements sorted by a built-in, over and over.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const t = new Float64Array(1 << 20).map(Math.sin);
  for (;;) t.toSorted(Math.atan2);
}
