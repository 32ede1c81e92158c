// expect: throws
// A long array, made shorter, with a getter for an element.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const a = [];
  Reflect.defineProperty(a, "5", { get() { return 1; }, configurable: true });
  a.length = 2 ** 32 - 1;
  a.length = 0;
  return 1;
}
