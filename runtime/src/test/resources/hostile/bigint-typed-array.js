// expect: throws
// BigInt by its typed array.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new BigInt64Array(1)[0];
}
