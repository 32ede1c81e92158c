// expect: none
// What another policy would see is changed.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  globalThis.leak = q.task.comm;
  Array.prototype.leak = 1;
  return ABSTAIN;
}
