import { orders, ABSTAIN } from "thp";

/**
 * Maps up to 64 kB in the fault and 2 MiB later: khugepaged collapses what has filled up, the fault
 * stays cheap. Once the address space is dense (its huge pages hold most of its memory), faults may
 * take 2 MiB at once too.
 *
 * Ingens (OSDI 2016) promotes by utilisation in the same spirit; here the mm's own counters stand
 * for utilisation.
 *
 * Options: `dense` (default 0.75): share of resident memory in huge pages from which on 2 MiB is
 * allowed in a fault; `fault` (default 4): largest order in a fault before that.
 */
export const contract = "lab/1";
export const name = "examples.FirstTouch64kThen2m";
export const options = { dense: 0.75, fault: 4 };

/** @type {import("thp").GetSuggestedOrder<typeof options>} */
export function getSuggestedOrder(q, options) {
  if (!q.inPageFault) return ABSTAIN;
  if (q.mm.thpBytes > options.dense * q.mm.rss) return ABSTAIN;
  return orders.atMost(options.fault);
}
