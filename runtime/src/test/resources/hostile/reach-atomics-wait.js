// expect: throws
// Atomics.wait is gone.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Atomics.wait(new Int32Array(4), 0, 0, Infinity);
}
