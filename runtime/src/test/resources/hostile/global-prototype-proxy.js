// expect: statements
// Every unknown name is found in an endless loop.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.setPrototypeOf(globalThis, new Proxy({}, { get() { for (;;) ; }, has() { for (;;) ; } }));
  return nobodyDeclaredThis;
}
