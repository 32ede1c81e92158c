// expect: statements
// Generators that delegate to themselves.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  function* g() { yield 1; yield* g(); }
  for (const x of g());
}
