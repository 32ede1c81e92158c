// expect: throws
// The exec of every expression lies.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  RegExp.prototype.exec = () => ({ length: 2 ** 31, index: 0, 0: "a" });
  return "abc".replace(/a/, "b").length;
}
