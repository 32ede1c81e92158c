// expect: throws
// The rest of a giant array of holes.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const [, ...rest] = new Array(2 ** 32 - 1);
  return rest.length;
}
