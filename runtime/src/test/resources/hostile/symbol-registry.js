// expect: none
// A thousand symbols in the registry.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (let i = 0; i < 1000; i++) Symbol.for("s" + i);
  return ABSTAIN;
}
