// expect: throws
// An error whose toString loops.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw { toString() { for (;;); } };
}
