// expect: throws
// The garbage collector.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new WeakRef({}).deref();
}
