// expect: limit
// A function that calls itself.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const f = () => f() + 1;
  return f();
}
