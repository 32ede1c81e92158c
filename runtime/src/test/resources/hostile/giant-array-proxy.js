// expect: throws
// A Proxy of an array whose length lies.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new Proxy([], { get: () => 2 ** 53 - 1 }).length;
}
