// expect: limit
// for-in along thousands of long arrays.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let o = {};
  for (let i = 0; i < 2000; i++) o = Object.setPrototypeOf(new Array(60000).fill(0), o);
  for (const k in o) k;
  return ABSTAIN;
}
