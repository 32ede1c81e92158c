// expect: statements
// A replacement function without an end.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return "x".replace(/x/, () => { for (;;); });
}
