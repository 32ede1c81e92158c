// expect: none
// Array.prototype is spoilt.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Array.prototype.push = Array.prototype.join = () => { for (;;); };
  Array.prototype[Symbol.iterator] = null;
  return ABSTAIN;
}
