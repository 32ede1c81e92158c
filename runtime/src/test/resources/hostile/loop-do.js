// expect: statements
// An endless do loop.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  do {} while (true);
}
