// expect: throws
// Normalising a text that grows eighteenfold.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "\ufdfa".repeat(60000);
  for (let i = 0; i < 5; i++) s = s.normalize("NFKD");
  return s.length;
}
