import {
  PMD_ORDER,
  TVA_KHUGEPAGED,
  TVA_SMAPS,
  bpf_cgroup_from_id,
  bpf_cgroup_release,
  bpf_task_acquire,
  bpf_task_release,
  bpf_task_under_cgroup,
} from "thp";

/**
 * 2 MiB by khugepaged only, for what runs below one cgroup, and THPeligible in its smaps.
 *
 * After alloc_in_khugepaged of the selftest of v7 (10 Sep 2025).
 *
 * Options: `cgrp_id` (default 1, the root): the cgroup.
 */
export const contract = "v7";
export const name = "series.AllocInKhugepagedV7";
export const options = { cgrp_id: 1 };

/** @type {import("thp").v7_thp_get_order<typeof options>} */
export function thp_get_order(vma, vma_type, tva_type, orders, options) {
  const mm = vma.vm_mm;
  let suggested_order = 0;

  if (orders !== 1 << PMD_ORDER) return 0;
  if (!mm) return 0;

  const p = mm.owner;
  if (!p) return 0;
  const acquired = bpf_task_acquire(p);
  if (!acquired) return 0;

  const cgrp = bpf_cgroup_from_id(options.cgrp_id);
  if (!cgrp) {
    bpf_task_release(acquired);
    return 0;
  }
  if (bpf_task_under_cgroup(acquired, cgrp)) {
    if (tva_type === TVA_KHUGEPAGED || tva_type === TVA_SMAPS) suggested_order = PMD_ORDER;
  }
  bpf_cgroup_release(cgrp);
  bpf_task_release(acquired);
  return suggested_order;
}
