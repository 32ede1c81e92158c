// expect: throws
// A descriptor for each of so many elements, in one object.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Object.getOwnPropertyDescriptors(new Float32Array(1 << 17)).length;
}
