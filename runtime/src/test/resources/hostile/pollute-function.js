// expect: none
// Function.prototype is spoilt.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const prototype = Object.getPrototypeOf(getSuggestedOrder);
  prototype.call = prototype.apply = () => { for (;;); };
  return ABSTAIN;
}
