// expect: throws
// JSON.rawJSON is gone or harmless.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return JSON.rawJSON("1".repeat(60000)).rawJSON.x.y;
}
