// expect: throws
// Hooks throw what cannot be shown.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const tick = { everyMs: 1 };
export function onAttach() { throw { get message() { for (;;); }, toString() { for (;;); } }; }
export function onTick() { throw new Proxy({}, { get() { for (;;); } }); }
export function onFork() { throw null; }
export function getSuggestedOrder(q, options) {
  return ABSTAIN;
}
