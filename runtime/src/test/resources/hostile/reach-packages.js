// expect: throws
// Packages.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Packages.java.lang.System.exit(3);
}
