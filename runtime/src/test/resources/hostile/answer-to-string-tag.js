// expect: answer
// An answer that calls itself a number.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return { [Symbol.toStringTag]: "Number", [Symbol.toPrimitive]: () => 4, valueOf: () => 4 };
}
