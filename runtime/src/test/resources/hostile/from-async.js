// expect: throws
// Array.fromAsync of an endless iterator.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Array.fromAsync({ [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) });
}
