// expect: throws
// split makes its own splitter, whose matches claim a giant length.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  class Lying extends RegExp {
    static get [Symbol.species]() {
      return class { lastIndex = 0; exec() { return { length: 2 ** 31, index: 0 }; } };
    }
  }
  return "abc".split(new Lying("a")).length;
}
