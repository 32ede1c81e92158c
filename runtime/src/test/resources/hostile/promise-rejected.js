// expect: none
// A promise that nobody waits for is rejected.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  (async () => { throw 1; })();
  return ABSTAIN;
}
