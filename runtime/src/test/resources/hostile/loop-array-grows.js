// expect: statements
// An array that grows as it is walked.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const a = [1];
  for (const x of a) a.push(x);
}
