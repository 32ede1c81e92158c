// expect: limit
// A stack overflow that goes on in catch.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const f = () => { try { return f(); } catch { return f(); } };
  return f();
}
