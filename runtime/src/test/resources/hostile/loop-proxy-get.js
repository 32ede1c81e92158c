// expect: statements
// A loop in a get trap.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Proxy({}, { get() { for (;;); } }).x;
}
