// expect: limit
// Errors with every frame of a deep stack.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Error.stackTraceLimit = Infinity;
  const errors = [];
  const deeper = () => { errors.push(new Error("x")); deeper(); };
  deeper();
}
