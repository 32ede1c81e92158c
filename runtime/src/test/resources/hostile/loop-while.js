// expect: statements
// An endless while loop.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  while (true) {}
}
