// expect: limit
// String.prototype.anchor of long texts, again and again.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const s = "x".repeat(60000);
  for (;;) s.anchor(s);
}
