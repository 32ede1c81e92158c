// expect: statements
// A loop in an apply trap.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Proxy(() => 1, { apply() { for (;;); } })();
}
