// expect: none
// Error.prepareStackTrace and stackTraceLimit do nothing.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Error.prepareStackTrace = () => { for (;;) ; };
  Error.stackTraceLimit = Infinity;
  return typeof new Error("x").stack === "object" ? DENY : ABSTAIN;
}
