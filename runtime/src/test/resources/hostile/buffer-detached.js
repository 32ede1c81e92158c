// expect: throws
// A buffer detached while elements are copied into it.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const b = new ArrayBuffer(64);
  const t = new Uint8Array(b);
  t.set({ length: 3, get 0() { b.transfer(); return 1; } });
  return t.with(0, 1);
}
