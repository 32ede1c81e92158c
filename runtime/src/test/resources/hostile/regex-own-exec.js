// expect: throws
// replace with an exec whose match claims a giant length.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const r = /a/;
  Object.defineProperty(r, "exec", { value: () => ({ index: 0, 0: "a", length: 2 ** 32 }) });
  return "abc".replace(r, "b");
}
