// expect: statements
// A Map that grows as it is walked.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const m = new Map([[1, 1]]);
  for (const [k] of m) m.set(k + 1, 1);
}
