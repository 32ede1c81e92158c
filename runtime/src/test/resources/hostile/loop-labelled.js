// expect: statements
// An endless loop that continues an outer one.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  outer: for (;;) for (;;) continue outer;
}
