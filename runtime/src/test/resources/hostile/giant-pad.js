// expect: throws
// A string padded to half a gigabyte.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return "x".padEnd(2 ** 29, "ab").length;
}
