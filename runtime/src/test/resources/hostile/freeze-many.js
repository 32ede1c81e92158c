// expect: throws
// An object of sixty thousand properties, frozen.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.freeze(Object.fromEntries(Object.entries("x".repeat(20000)))).x.y;
}
