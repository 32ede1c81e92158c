// expect: statements
// An async function that never rests.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  (async () => { for (;;) await 0; })();
  return ABSTAIN;
}
