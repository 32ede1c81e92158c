// expect: statements
// A loop in a construct trap.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return new (new Proxy(class {}, { construct() { for (;;); } }))();
}
