// expect: none
// A typed array whose buffer shrinks while it is sorted.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const b = new ArrayBuffer(64, { maxByteLength: 1024 });
  try { new Uint8Array(b).sort(() => { b.resize(0); return 1; }); } catch { }
  return ABSTAIN;
}
