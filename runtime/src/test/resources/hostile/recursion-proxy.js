// expect: limit
// A trap that asks its own Proxy.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const p = new Proxy({}, { get: (t, k, r) => r[k] });
  return p.x;
}
