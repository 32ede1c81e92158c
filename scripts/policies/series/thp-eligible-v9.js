import { PMD_ORDER, TVA_SMAPS } from "thp";

/**
 * Answers smaps only: THPeligible is 1 for one process and, by an order that does not exist, 0 for
 * another. Nobody gets a huge page.
 *
 * After thp_eligible of the selftest of v9 (30 Sep 2025).
 *
 * Options: `pid_eligible` and `pid_not_eligible` (default 0): the two processes.
 */
export const contract = "v9";
export const name = "series.ThpEligibleV9";
export const options = { pid_eligible: 0, pid_not_eligible: 0 };

/** @type {import("thp").v9_thp_get_order<typeof options>} */
export function thp_get_order(vma, type, orders, options) {
  const mm = vma.vm_mm;

  if (type !== TVA_SMAPS) return 0;
  if (!mm) return 0;

  const p = mm.owner;
  if (!p || (p.pid !== options.pid_eligible && p.pid !== options.pid_not_eligible)) return 0;

  if (p.pid === options.pid_eligible) return PMD_ORDER;
  return 30;
}
