// expect: throws
// Lookarounds, each of which doubles the time to compile.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new RegExp("(?=(a+)+b)".repeat(40)).test("ab");
}
