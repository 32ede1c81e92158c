// expect: statements
// An iterator without an end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }) }) });
}
