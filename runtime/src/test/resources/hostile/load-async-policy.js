// expect: refused
// The policy is async.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export async function getSuggestedOrder() { return 4; }
