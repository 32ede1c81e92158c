// expect: throws
// The strings of a tagged template, changed.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const tag = (s) => { s.raw.length = 2 ** 31; return 1; };
  return tag`a${1}b`;
}
