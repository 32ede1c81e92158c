// expect: limit
// Recursion through Array.prototype.map.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const f = () => [1].map(f);
  return f();
}
