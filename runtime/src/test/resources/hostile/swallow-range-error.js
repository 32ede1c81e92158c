// expect: none
// The limit of a built-in is caught.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  try { "x".repeat(1e9); } catch { return ABSTAIN; }
  return DENY;
}
