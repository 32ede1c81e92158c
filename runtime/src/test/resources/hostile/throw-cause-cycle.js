// expect: throws
// An error that is its own cause.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const e = new Error("x");
  e.cause = e;
  throw e;
}
