// expect: throws
// The class of an object is sought along prototypes that lead through a Proxy back to where they began.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const target = {};
  const proxy = new Proxy(target, {});
  Object.setPrototypeOf(target, proxy);
  proxy instanceof Object;
  return ABSTAIN;
}
