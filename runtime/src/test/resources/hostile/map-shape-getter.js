// expect: refused
// A declaration whose getter never ends.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const maps = { get m() { for (;;); } };
export function getSuggestedOrder(q, options) {
  return ABSTAIN;
}
