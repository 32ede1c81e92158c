// expect: throws
// A buffer that grows to gigabytes.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new ArrayBuffer(8, { maxByteLength: 2 ** 31 }).byteLength;
}
