// expect: statements
// A loop in an ownKeys trap.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.keys(new Proxy({}, { ownKeys() { for (;;); } }));
}
