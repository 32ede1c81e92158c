// expect: none
// Every global is taken away.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
const everything = globalThis;
const { ownKeys, deleteProperty } = Reflect;
export function getSuggestedOrder(q, options) {
  for (const key of ownKeys(everything)) deleteProperty(everything, key);
  return ABSTAIN;
}
