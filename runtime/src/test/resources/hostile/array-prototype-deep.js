// expect: throws
// Every array inherits from thousands of objects.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let p = Object.prototype;
  for (let i = 0; i < 1500; i++) p = { __proto__: p };
  Object.setPrototypeOf(Array.prototype, p);
  return Math.max.apply(null, new Array(1 << 20));
}
