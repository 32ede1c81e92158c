// expect: none
// Function.prototype is spoilt.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Function.prototype.call = Function.prototype.apply = () => { for (;;); };
  return ABSTAIN;
}
