// expect: throws
// BigInt out of a buffer, squared until nothing could stop it.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(7, 3);
  let big = view.getBigInt64(0);
  for (let i = 0; i < 40; i++) big *= big;
  return String(big).length;
}
