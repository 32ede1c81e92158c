// expect: statements
// A thenable whose then loops.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  (async () => { await { then() { for (;;); } }; })();
  return ABSTAIN;
}
