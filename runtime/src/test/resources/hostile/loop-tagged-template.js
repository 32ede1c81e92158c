// expect: statements
// A tag that loops.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return (() => { for (;;); })`x`;
}
