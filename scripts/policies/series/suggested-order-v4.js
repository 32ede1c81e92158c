import { TVA_IN_PF, bpf_mm_get_mem_cgroup, bpf_put_mem_cgroup } from "thp";

/**
 * No 2 MiB in a page fault for one cgroup; everything else as it was.
 *
 * After bpf_suggested_order of the selftest of RFC v4 (29 Jul 2025, patch 4 of 4).
 *
 * Options: `cgrp_id` (default 1, the root): the cgroup.
 */
export const contract = "rfc-v4";
export const name = "series.SuggestedOrderV4";
export const options = { cgrp_id: 1 };

/** @type {import("thp").rfc_v4_get_suggested_order<typeof options>} */
export function get_suggested_order(mm, tva_flags, order, options) {
  const memcg = bpf_mm_get_mem_cgroup(mm);
  let suggested_order = order;

  if (!memcg) return suggested_order;
  if (memcg.css.cgroup.kn.id === options.cgrp_id) {
    if (tva_flags & TVA_IN_PF && order === 9) suggested_order = 0;
  }
  bpf_put_mem_cgroup(memcg);
  return suggested_order;
}
