// expect: throws
// The AsyncFunction constructor.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return (async () => {}).constructor("return 1")();
}
