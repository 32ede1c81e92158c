// expect: throws
// Float16Array is gone.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Float16Array(2 ** 31).length;
}
