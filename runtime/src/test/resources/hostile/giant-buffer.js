// expect: throws
// An ArrayBuffer of gigabytes.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new ArrayBuffer(2 ** 31 - 10).byteLength;
}
