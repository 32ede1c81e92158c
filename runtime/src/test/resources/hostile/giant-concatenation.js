// expect: throws
// A method on a string doubled thirty times.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "x";
  for (let i = 0; i < 28; i++) s += s;
  return s.toUpperCase().length;
}
