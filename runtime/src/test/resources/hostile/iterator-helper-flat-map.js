// expect: limit
// flatMap whose inner iterators are empty.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const next = Object.bind(null, { value: [], done: false });
  return Iterator.from({ next }).flatMap(Object).next();
}
