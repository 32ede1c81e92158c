// expect: limit
// replace with flags that say global of an expression that is not.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const r = /a/;
  Object.defineProperty(r, "flags", { value: "g" });
  return r[Symbol.replace]("abc", "b");
}
