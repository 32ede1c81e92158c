import { PMD_ORDER, TVA_SMAPS } from "thp";

/**
 * 2 MiB wherever it is offered, for one process and what it forks.
 *
 * After thp_eligible of the selftest of v12 (26 Oct 2025), whose loader wrote its own pid into the
 * struct.
 *
 * Options: `pid` (default 0, every process): the process.
 */
export const contract = "v12";
export const name = "series.ThpEligibleV12";
export const options = { pid: 0 };

/** @type {import("thp").v12_thp_get_order<typeof options>} */
export function thp_get_order(vma, type, orders) {
  // THPeligible in /proc/PID/smaps is 1.
  if (type === TVA_SMAPS) return PMD_ORDER;
  return PMD_ORDER;
}
