// expect: statements
// for-in over a long text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "x";
  for (let i = 0; i < 16; i++) s += s;
  for (const k in Object(s)) ;
  return ABSTAIN;
}
