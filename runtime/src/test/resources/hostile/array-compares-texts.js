// expect: throws
// A long text looked for among a million long texts.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  const s = "x".repeat(60000), t = "x".repeat(60000);
  return new Array(1 << 20).fill(s + "a").indexOf(t + "b");
}
