// expect: throws
// The question is changed.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  q.offered = 0;
}
