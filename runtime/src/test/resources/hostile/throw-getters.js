// expect: throws
// An error whose message and stack are getters that loop.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  throw new (class extends Error {
    get message() { for (;;); }
    get stack() { for (;;); }
  })();
}
