// expect: limit
// A small graph of arrays that makes a giant text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let a = ["x"];
  for (let i = 0; i < 40; i++) a = [a, a];
  return String(a).length;
}
