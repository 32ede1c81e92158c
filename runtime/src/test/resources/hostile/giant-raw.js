// expect: throws
// String.raw of a giant length.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return String.raw({ raw: { length: 2 ** 31 } }).length;
}
