// expect: statements
// toString that calls itself through a built-in.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const o = { toString() { return String(o); } };
  return `${o}`;
}
