// expect: throws
// TypedArray.from of something with a giant length.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Int8Array.from({ length: 2 ** 31 });
}
