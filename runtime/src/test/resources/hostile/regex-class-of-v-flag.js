// expect: answer
// Set operations in the classes of the v flag.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return /^(?:[\p{L}--[a-c]]+)+$/v.test("d".repeat(60000) + "!");
}
