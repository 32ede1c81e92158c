// expect: limit
// A stack overflow that goes on in finally.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const f = () => { try { f(); } finally { f(); } };
  return f();
}
