// expect: statements
// A loop in a computed key.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { [(() => { for (;;); })()]: 1 };
}
