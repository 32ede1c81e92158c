// expect: refused
// A file is imported.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
import x from "/etc/passwd";
export function getSuggestedOrder() { return ABSTAIN; }
