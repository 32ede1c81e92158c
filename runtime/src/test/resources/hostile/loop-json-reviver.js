// expect: statements
// A reviver without an end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return JSON.parse("[1]", () => { for (;;); });
}
