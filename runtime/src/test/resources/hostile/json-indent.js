// expect: limit
// Deep values with the widest indentation, again and again.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let o = {};
  for (let i = 0; i < 900; i++) o = { o };
  for (;;) JSON.stringify(o, null, 10);
}
