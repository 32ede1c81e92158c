// expect: statements
// Promises that make promises for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const again = () => (async () => {})().then(again);
  again();
  return ABSTAIN;
}
