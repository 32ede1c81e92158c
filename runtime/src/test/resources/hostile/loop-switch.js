// expect: statements
// A switch in an endless loop.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  for (;;) switch (1) { case 1: continue; default: return 4; }
}
