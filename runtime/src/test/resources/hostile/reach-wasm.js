// expect: throws
// WebAssembly.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new WebAssembly.Module(new Uint8Array(8));
}
