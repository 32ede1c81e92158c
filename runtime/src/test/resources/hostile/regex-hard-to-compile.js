// expect: throws
// An expression that takes hours to compile.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new RegExp("(.*)".repeat(2000) + "\\1".repeat(2000) + "x").test("ab");
}
