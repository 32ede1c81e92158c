// expect: statements
// An async generator whose finally never ends.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const g = (async function* () { try { yield 1; } finally { for (;;) ; } })();
  g.next();
  g.return();
  return ABSTAIN;
}
