// expect: throws
// toJSON that makes ever new objects.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const o = { toJSON: () => ({ o: { toJSON: o.toJSON } }) };
  return JSON.stringify(o);
}
