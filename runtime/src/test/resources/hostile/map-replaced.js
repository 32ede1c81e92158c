// expect: none
// Maps cannot be replaced, extended or given another prototype.
import { orders, ABSTAIN, DENY } from "thp";
export const contract = "lab/1";
export const maps = { m: { type: "hash", entries: 2 } };
export function getSuggestedOrder(q, options, maps) {
  const { m } = maps;
  for (const change of [
    () => { maps.m = null; },
    () => { maps.other = null; },
    () => { m.get = () => { for (;;); }; },
    () => { Object.setPrototypeOf(m, { extra: 1 }); },
    () => { m.set.call = () => { for (;;); }; },
  ]) {
    try { change(); } catch (e) { continue; }
    throw new Error(`${change}`);
  }
  return m.set("k", 1) && m.get("k") === 1 ? ABSTAIN : DENY;
}
