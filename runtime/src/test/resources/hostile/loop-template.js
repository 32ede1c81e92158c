// expect: statements
// A loop in toString of a template value.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return `${{ toString() { for (;;); } }}`;
}
