// expect: throws-or-limit
// An error whose name and message together are as long as the heap.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "x";
  for (let i = 0; i < 27; i++) s += s;
  const error = new Error(s);
  error.name = s;
  throw error;
}
