// expect: throws
// An error with getters for everything.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw Object.defineProperties(new Error("x"), {
    message: { get() { throw 1; } }, name: { get() { throw 2; } }, stack: { get() { throw 3; } },
  });
}
