// expect: none
// A private field stamped on the question, which is frozen.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
class Base { constructor(o) { return o; } }
class Stamp extends Base { #secret = 1; static has(o) { return #secret in o; } }
export function getSuggestedOrder(q) {
  if (!Stamp.has(q)) new Stamp(q);
  return Stamp.has(q) && !("secret" in q) ? ABSTAIN : DENY;
}
