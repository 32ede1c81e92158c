// expect: answer
// A function bound 2,500 times.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export function getSuggestedOrder(q, options) {
  let f = () => 0;
  for (let i = 0; i < 2500; i++) f = f.bind(null);
  return f() + "";
}
