// expect: statements
// A comparator without an end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  [3, 1, 2].sort(() => { for (;;); });
}
