// expect: limit
// Walks over a large map at each entry of a large map, which takes hardly a statement.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const maps = { m: { type: "array", entries: 65536 } };
export function getSuggestedOrder(q, options, { m }) {
  m.forEach(() => m.forEach(m.has));
  return ABSTAIN;
}
