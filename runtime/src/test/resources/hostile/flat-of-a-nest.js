// expect: throws
// Flattening arrays in arrays, as deep as one call can build them.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let nest = [];
  for (let i = 0; i < 3000; i++) nest = [nest];
  return nest.flat(Infinity).length;
}
