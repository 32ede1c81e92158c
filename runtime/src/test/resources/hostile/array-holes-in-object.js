// expect: none
// A giant array of holes in an object literal is no harm.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const o = { ...new Array(2 ** 32 - 1) };
  for (const k in new Array(2 ** 32 - 1)) ;
  return ABSTAIN;
}
