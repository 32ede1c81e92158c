// expect: refused
// A file is imported at run time.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  import("/etc/passwd");
  return ABSTAIN;
}
