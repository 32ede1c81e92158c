// expect: refused
// A BigInt in the text.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder() { return Number((1n << (1n << 28n)) & 1n); }
