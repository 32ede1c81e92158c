// expect: statements
// A loop in a has trap.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return "x" in new Proxy({}, { has() { for (;;); } });
}
