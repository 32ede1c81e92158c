// expect: throws
// A getter for an index of every array.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.defineProperty(Array.prototype, 3, { get() { for (;;) ; } });
  return [1, , , , 2].indexOf(9);
}
