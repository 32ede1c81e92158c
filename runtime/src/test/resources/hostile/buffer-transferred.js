// expect: throws
// transfer to a giant length.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new ArrayBuffer(8).transfer(2 ** 33).byteLength;
}
