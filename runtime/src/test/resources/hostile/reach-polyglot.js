// expect: throws
// Polyglot.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Polyglot.eval("js", "1");
}
