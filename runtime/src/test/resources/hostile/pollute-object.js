// expect: none
// Object.prototype is spoilt.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (const key of ["value", "get", "set", "0", "length", "then"]) {
    Object.defineProperty(Object.prototype, key, { __proto__: null, get() { for (;;); }, set() { for (;;); }, configurable: true });
  }
  return ABSTAIN;
}
