// expect: throws
// A giant text, spread into an array.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "x";
  for (let i = 0; i < 28; i++) s += s;
  return [...s].length;
}
