// expect: throws
// Escaping a giant text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "(";
  for (let i = 0; i < 26; i++) s += s;
  return RegExp.escape(s).length;
}
