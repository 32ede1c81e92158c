// expect: throws
// maxByteLength is another one at each look.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let n = 0;
  new ArrayBuffer(8, { get maxByteLength() { return n++ === 0 ? 8 : 2 ** 33; } });
  return new ArrayBuffer(8, { get maxByteLength() { return 2 ** 33; } }).maxByteLength;
}
