// expect: limit
// Two functions that call each other.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const f = () => g() + 1, g = () => f() + 1;
  return f();
}
