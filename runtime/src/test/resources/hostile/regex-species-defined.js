// expect: throws
// The species of every expression lies.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const species = class { lastIndex = 0; exec() { return { length: 2 ** 31, index: 0 }; } };
  Object.defineProperty(RegExp, Symbol.species, { value: species });
  return "abc".split(/a/).length;
}
