// expect: throws
// Java.type.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return Java.type("java.lang.System").exit(3);
}
