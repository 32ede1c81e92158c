// expect: statements
// toJSON without an end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return JSON.stringify({ toJSON() { for (;;); } });
}
