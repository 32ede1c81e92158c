// expect: throws
// The split of expressions, called on an object that is none.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const species = class { lastIndex = 0; exec() { return { length: 2 ** 31, index: 0 }; } };
  const fake = { constructor: { [Symbol.species]: species }, flags: "" };
  return RegExp.prototype[Symbol.split].call(fake, "abc");
}
