// expect: throws
// toWellFormed of a long text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "\ud800";
  for (let i = 0; i < 18; i++) s += s;
  return s.toWellFormed().length;
}
