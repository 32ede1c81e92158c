// expect: throws
// A holey array that inherits from thousands of objects.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let p = Array.prototype;
  for (let i = 0; i < 1500; i++) p = { __proto__: p };
  return Object.setPrototypeOf(new Array(1 << 20), p).indexOf(7);
}
