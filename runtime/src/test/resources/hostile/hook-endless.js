// expect: statements
// Every hook loops.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const tick = { everyMs: 1 };
export function onAttach() { for (;;); }
export function onTick() { for (;;); }
export function onFork() { for (;;); }
export function onExit() { for (;;); }
export function getSuggestedOrder(q, options) {
  return ABSTAIN;
}
