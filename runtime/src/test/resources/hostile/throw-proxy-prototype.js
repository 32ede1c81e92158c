// expect: throws
// An error whose prototype is a Proxy.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw Object.setPrototypeOf(new Error("x"), new Proxy({}, { get() { throw 1; } }));
}
