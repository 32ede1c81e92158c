// expect: throws
// toJSON that makes one more level each time.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const o = { toJSON() { return { o }; } };
  return JSON.stringify(o);
}
