// expect: throws
// An expression whose lastIndex never moves.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const r = /(?:)/g;
  Object.defineProperty(r, "lastIndex", { value: 0, writable: false });
  return "abc".replace(r, "b");
}
