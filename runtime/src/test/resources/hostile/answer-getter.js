// expect: answer
// An object of getters.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { get order() { return 4; } };
}
