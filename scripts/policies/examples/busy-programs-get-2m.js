import { orders, random, ABSTAIN } from "thp";

/**
 * Every size for processes that fault often, at most 64 kB for the others.
 *
 * Faults are counted by process in a map. A tick, out of the way of faults, turns the counts into a
 * verdict, which the next faults read. A share of the faults of the others tries every size too, so
 * that a process is not judged by what it was denied.
 *
 * Options: `faults` in an interval make a process busy; `explore` is that share.
 */
export const contract = "lab/1";
export const name = "examples.BusyProgramsGet2m";
export const options = { faults: 50, explore: 0.02 };

export const tick = { everyMs: 10 };
export const maps = {
  faults: { type: "lru_hash", entries: 1024 },
  busy: { type: "lru_hash", entries: 1024 },
};

/** @type {import("thp").GetSuggestedOrder<typeof options, typeof maps>} */
export function getSuggestedOrder(q, options, { faults, busy }) {
  if (!q.inPageFault) return ABSTAIN;
  const { pid } = q.task;
  faults.set(pid, (faults.get(pid) ?? 0) + 1);
  return busy.get(pid) || random() < options.explore ? ABSTAIN : orders.atMost(4);
}

/** @type {import("thp").OnTick<typeof options, typeof maps>} */
export function onTick(e, options, { faults, busy }) {
  faults.forEach((count, pid) => {
    busy.set(pid, count >= options.faults);
    faults.set(pid, 0);
  });
}

/** @type {import("thp").OnExit<typeof options, typeof maps>} */
export function onExit(e, options, { faults, busy }) {
  faults.delete(e.pid);
  busy.delete(e.pid);
}
