// expect: throws
// An ownKeys trap with a giant list.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Reflect.ownKeys(new Proxy({}, { ownKeys: () => ({ length: 2 ** 31 }) })).length;
}
