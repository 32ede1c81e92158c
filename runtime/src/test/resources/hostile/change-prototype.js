// expect: throws
// The question gets another prototype.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  Object.setPrototypeOf(q.vma, { size: 0 });
}
