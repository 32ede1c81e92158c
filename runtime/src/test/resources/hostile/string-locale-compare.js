// expect: throws
// Comparing with a giant text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "x";
  for (let i = 0; i < 20; i++) s += s;
  return "a".localeCompare(s);
}
