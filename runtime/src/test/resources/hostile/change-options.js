// expect: throws
// The options are changed.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  options.x = 1;
}
