// expect: limit
// An object gets a million properties from a built-in iterator.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.fromEntries(new Array(1 << 20).fill(1).entries());
  return ABSTAIN;
}
