// expect: throws
// What a hook is told cannot be changed.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const tick = { everyMs: 1 };
export function onAttach(e) { e.nowNs = 5; }
export function onTick(e) { Object.defineProperty(e, "memory", { value: null }); }
export function onFork(e) { e.toString(); }
export function getSuggestedOrder(q, options) {
  return ABSTAIN;
}
