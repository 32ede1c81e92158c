// expect: statements
// A loop in a default value.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const { x = (() => { for (;;); })() } = {};
  return ABSTAIN;
}
