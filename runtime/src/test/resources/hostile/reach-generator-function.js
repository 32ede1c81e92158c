// expect: throws
// The GeneratorFunction constructor.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return (function* () {}).constructor("yield 1")();
}
