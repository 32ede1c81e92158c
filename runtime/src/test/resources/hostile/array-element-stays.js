// expect: throws
// A long array, made shorter, with an element that cannot go.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const a = [1, 2, 3];
  Object.defineProperty(a, 0, { value: 1, configurable: false });
  a[2 ** 32 - 2] = 1;
  a.length = 0;
  return 0;
}
