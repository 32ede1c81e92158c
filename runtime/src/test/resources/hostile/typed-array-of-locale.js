// expect: limit
// A million numbers as a locale writes them.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Float64Array(1 << 20).fill(1234.5).toLocaleString("de").length;
}
