// expect: none
// Every global is taken away.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (const key of Reflect.ownKeys(globalThis)) Reflect.deleteProperty(globalThis, key);
  return ABSTAIN;
}
