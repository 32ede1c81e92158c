// expect: refused
// A period that is never told.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const tick = { get everyMs() { for (;;) ; } };
export function onTick() {}
export function getSuggestedOrder() { return ABSTAIN; }
