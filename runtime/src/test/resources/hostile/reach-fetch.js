// expect: throws
// The network.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return fetch("http://localhost/");
}
