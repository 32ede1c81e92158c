// expect: throws
// Temporal is gone.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Temporal.Now.instant().epochMilliseconds;
}
