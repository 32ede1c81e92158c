// expect: limit
// Numbers as long texts, again and again.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (;;) [(1e21).toLocaleString(), (1e-300).toFixed(100), (2 ** 1000).toString(2)];
}
