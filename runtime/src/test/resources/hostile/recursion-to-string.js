// expect: limit
// toString that needs toString.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const o = { toString() { return `${o}`; } };
  return `${o}`;
}
