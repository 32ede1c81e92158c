// expect: answer
// An object that is a number when asked.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { valueOf: () => 4 };
}
