// expect: refused
// A literal of lookarounds.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return /(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)(?=(a+)+b)/.test("ab");
}
