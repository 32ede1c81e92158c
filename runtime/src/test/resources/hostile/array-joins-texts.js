// expect: throws
// A million long texts, joined.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Array(1 << 20).fill("x".repeat(60000)).join().length;
}
