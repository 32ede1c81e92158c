// expect: throws
// A getter of the question is redefined.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.defineProperty(q, "type", { value: 1 });
}
