// expect: throws-or-limit
// Hundreds of thousands of giant texts, sorted.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let s = "x";
  for (let i = 0; i < 20; i++) s += s;
  let all = [s + "a", s + "b"];
  for (let i = 0; i < 17; i++) all = all.concat(all);
  return all.sort().length;
}
