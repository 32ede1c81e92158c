// expect: statements
// A Set that grows as it is walked.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const s = new Set([1]);
  s.forEach((x) => { s.add(x + 1); });
}
