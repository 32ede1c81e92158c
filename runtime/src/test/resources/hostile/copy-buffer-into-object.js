// expect: throws
// The same, of a typed array, which has no length of its own.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.assign({}, new Uint8Array(1 << 20)).length;
}
