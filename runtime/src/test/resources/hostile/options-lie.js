// expect: none
// Options whose values change at each look.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
let n = 0;
export const options = new Proxy({ a: 1 }, { get: () => (n++ ? {} : 1) });
export function getSuggestedOrder(q, o) { return typeof o.a === "number" ? ABSTAIN : "bad"; }
