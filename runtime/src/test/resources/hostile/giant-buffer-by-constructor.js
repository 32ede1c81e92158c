// expect: throws
// The constructor of a buffer, reached by an instance.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new (new ArrayBuffer(1).constructor)(2 ** 30).byteLength;
}
