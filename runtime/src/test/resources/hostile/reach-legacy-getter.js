// expect: throws
// __defineGetter__ is gone.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.prototype.__defineGetter__.call(q, "x", () => 1);
}
