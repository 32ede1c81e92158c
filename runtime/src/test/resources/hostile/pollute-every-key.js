// expect: statements
// Getters that loop for every key that is looked up on the way, in the descriptors of the script itself as well.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (const key of ["get", "set", "value", "writable", "then", "length", "0", "next", "done", "size", "type"]) {
    Object.defineProperty(Object.prototype, key, { get() { for (;;) ; }, configurable: true });
  }
  return ABSTAIN;
}
