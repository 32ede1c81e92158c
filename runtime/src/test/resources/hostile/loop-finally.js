// expect: statements
// A loop in finally after a loop in try.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  try { for (;;); } catch { return 4; } finally { for (;;); }
}
