// expect: throws
// Errors in errors, thousands deep.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let e = new Error("x");
  for (let i = 0; i < 2000; i++) e = new AggregateError([e], "y", { cause: e });
  throw e;
}
