// expect: none
// The namespace of the module "thp" is assigned to.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  (async () => { const thp = await import("thp"); thp.DENY = 4; })();
  return ABSTAIN;
}
