// expect: throws
// A text of sixty thousand brackets.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return JSON.parse("[".repeat(60000));
}
