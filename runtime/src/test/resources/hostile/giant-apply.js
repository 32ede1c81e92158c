// expect: throws
// A call with a giant list of arguments.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Math.max.apply(null, { length: 2 ** 31 });
}
