// expect: statements
// continue to an outer label for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  outer: for (;;) { for (;;) continue outer; }
}
