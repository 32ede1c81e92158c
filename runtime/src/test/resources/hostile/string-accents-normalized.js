// expect: throws
// Accents in the wrong order, which normalising sorts one by one.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  return ("a" + "\u0301".repeat(32767) + "\u0316".repeat(32767)).normalize("NFD").length;
}
