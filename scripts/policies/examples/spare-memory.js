import { orders, ABSTAIN, DENY } from "thp";

/**
 * Lets memory decide: base pages when little is free, at most 64 kB when most of what is free lies
 * in pieces smaller than 2 MiB, else the kernel's own choice. Every question of an address space
 * sees the machine as it is then.
 *
 * Options: `reserve` (default 0.1): share of memory that stays free of huge pages; `pieces` (default
 * 0.5): share of free memory that cannot serve 2 MiB from which on faults stay small.
 */
export const contract = "lab/1";
export const name = "examples.SpareMemory";
export const options = { reserve: 0.1, pieces: 0.5 };

/** @type {import("thp").GetSuggestedOrder<typeof options>} */
export function getSuggestedOrder(q, options) {
  if (q.memory === null) return ABSTAIN;
  if (q.memory.freeBytes < options.reserve * q.memory.totalBytes) return DENY;
  return q.memory.unusable(9) > options.pieces ? orders.atMost(4) : ABSTAIN;
}
