// expect: statements
// A generator without an end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (const x of (function* () { for (;;) yield 1; })());
}
