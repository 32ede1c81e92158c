import { PMD_ORDER, TVA_KHUGEPAGED, bpf_mm_get_mem_cgroup, bpf_put_mem_cgroup } from "thp";

/**
 * 2 MiB by khugepaged only, for one cgroup; no huge page of any size for anybody else.
 *
 * After alloc_in_khugepaged of the selftest of v6 (26 Aug 2025).
 *
 * Options: `cgrp_id` (default 1, the root): the cgroup.
 */
export const contract = "v6";
export const name = "series.AllocInKhugepagedV6";
export const options = { cgrp_id: 1 };

/** @type {import("thp").v6_get_suggested_order<typeof options>} */
export function get_suggested_order(mm, vma__nullable, vma_flags, tva_flags, orders, options) {
  let suggested_orders = 0;

  if (orders !== 1 << PMD_ORDER) return 0;

  const memcg = bpf_mm_get_mem_cgroup(mm);
  if (!memcg) return 0;

  if (memcg.css.cgroup.kn.id === options.cgrp_id) {
    // The mm-scope questions are khugepaged's too.
    if (tva_flags === TVA_KHUGEPAGED || tva_flags === -1) suggested_orders = orders;
  }
  bpf_put_mem_cgroup(memcg);
  return suggested_orders;
}
