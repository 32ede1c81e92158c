// expect: limit
// A Proxy that is its own prototype.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const o = {};
  Object.setPrototypeOf(o, new Proxy(o, {}));
  return o.missing;
}
