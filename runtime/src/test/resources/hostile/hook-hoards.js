// expect: limit
// A hook builds one long string after the other.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
const kept = [];
export function onAttach() { for (;;) kept.push("x".repeat(65536).split("")); }
export function onFork() { for (;;) kept.push("x".repeat(65536).split("")); }
export function getSuggestedOrder(q, options) {
  return ABSTAIN;
}
