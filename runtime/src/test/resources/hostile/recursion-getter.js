// expect: limit
// A getter that reads itself.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { get x() { return this.x; } }.x;
}
