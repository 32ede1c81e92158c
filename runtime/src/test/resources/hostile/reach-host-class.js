// expect: throws
// The class of a host object.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return q.getClass().forName("java.lang.System");
}
