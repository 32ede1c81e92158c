// expect: throws
// An error whose toString throws.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw { toString() { throw 1; } };
}
