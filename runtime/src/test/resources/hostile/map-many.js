// expect: refused
// More maps than a policy may declare.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const maps = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`m${i}`, { type: "array", entries: 1 }]));
export function getSuggestedOrder(q, options) {
  return ABSTAIN;
}
