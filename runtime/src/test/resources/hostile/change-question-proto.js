// expect: none
// The prototype of the question, by way of the __proto__ of all objects.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  try {
    Object.getOwnPropertyDescriptor(Object.prototype, "__proto__").set.call(q, {});
    return DENY;
  } catch {
    return ABSTAIN;
  }
}
