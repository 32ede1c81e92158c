// expect: refused
// The policy is a generator.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function* getSuggestedOrder() { yield 4; }
