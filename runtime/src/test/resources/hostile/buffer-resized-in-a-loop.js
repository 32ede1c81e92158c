// expect: limit
// A resizable buffer that grows and shrinks for ever.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const b = new ArrayBuffer(0, { maxByteLength: 1 << 20 });
  for (;;) { b.resize(1 << 20); b.resize(0); }
}
