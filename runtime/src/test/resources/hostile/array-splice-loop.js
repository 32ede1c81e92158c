// expect: limit
// Inserting at the front of a long array for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const a = new Array(1 << 19).fill(0);
  for (;;) { a.splice(0, 0, 1); a.unshift(2); }
}
