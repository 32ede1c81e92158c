// expect: throws
// A small graph that is a giant text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let x = [1];
  for (let i = 0; i < 40; i++) x = [x, x];
  return JSON.stringify(x).length;
}
