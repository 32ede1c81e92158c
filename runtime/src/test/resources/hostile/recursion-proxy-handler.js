// expect: worker-limit
// A handler that is a Proxy of itself.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const handler = {};
  const p = new Proxy({}, new Proxy(handler, handler));
  Object.setPrototypeOf(handler, p);
  return p.x;
}
