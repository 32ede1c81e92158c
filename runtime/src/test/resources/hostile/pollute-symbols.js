// expect: none
// Symbols that change how built-ins see every object and array.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.prototype[Symbol.isConcatSpreadable] = true;
  Object.prototype[Symbol.toPrimitive] = () => { throw 1; };
  Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1; };
  return ABSTAIN;
}
