// expect: throws
// An error whose message writes to the terminal.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw new Error("\u001b[2J\u001b]0;title\u0007\r\n\u202e\u2028 hidden");
}
