// expect: none
// The function is a Proxy whose traps throw.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const getSuggestedOrder = new Proxy(() => ABSTAIN, {
  get() { throw new Error("get"); }, has() { throw new Error("has"); },
});
