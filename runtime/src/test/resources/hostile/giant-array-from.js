// expect: throws
// Array.from of a giant length.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Array.from({ length: 1e9 }).length;
}
