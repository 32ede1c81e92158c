// expect: throws
// Flattening an array that contains itself.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const a = [1];
  a[1] = a;
  return a.flat(Infinity).length;
}
