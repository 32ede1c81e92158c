// expect: statements
// An async generator that never rests.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  (async () => { for await (const x of (async function* () { for (;;) yield 1; })()); })();
  return ABSTAIN;
}
