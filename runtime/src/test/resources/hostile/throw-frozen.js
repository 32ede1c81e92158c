// expect: throws
// A frozen function is thrown.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw Object.freeze(() => 1);
}
