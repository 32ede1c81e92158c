import {
  BIT,
  NR_ANON_MAPPED,
  NR_SHMEM,
  PMD_ORDER,
  PSI_MEM_FULL,
  bpf_cgroup_flush_stats,
  bpf_cgroup_stall,
  bpf_get_mem_cgroup,
  bpf_mem_cgroup_flush_stats,
  bpf_mem_cgroup_page_state,
  bpf_put_mem_cgroup,
} from "thp";

/**
 * Base pages for a cgroup that is small or under memory pressure, else every size; decided once an
 * interval, read at each fault.
 *
 * After samples/bpf/mthp_ext.bpf.c of "mm: introduce mthp_ext via cgroup-bpf to make mTHP more
 * transparent" (v2, 8 May 2026). Pressure is null until the machine models it, and the stall then
 * never grows: the size of the cgroup alone decides.
 *
 * Options, as those of the sample: `threshold` (100) ms of full stall in an interval, `interval`
 * (1000) ms, `min_mem` (16) MB, `init_order` (9) where `fixed` (false) turns the scan off.
 */
export const contract = "mthp_ext";
export const name = "series.MthpExt";
/** The order that a fault reads changes in scans alone. */
export const precomputed = true;
export const options = { threshold: 100, interval: 1000, min_mem: 16, init_order: 9, fixed: false };

/**
 * Storage by cgroup id; the stall is in the unit of the threshold.
 * @type {Map<number, { stall: number, order: number }>}
 */
const cgrp_storage = new Map();

/** @type {import("thp").mthp_ext_mthp_choose<typeof options>} */
export function mthp_choose(cgrp, orders, options) {
  let order = options.init_order;
  if (!options.fixed) {
    const info = cgrp_storage.get(cgrp.kn.id);
    if (!info) return orders;
    order = info.order;
  }
  if (!order) return 0;

  orders &= BIT(order + 1) - 1;
  return orders;
}

/** @type {import("thp").mthp_ext_cgroup_scan<typeof options>} */
export function cgroup_scan(ctx, options) {
  const cgrp = ctx.cgroup;
  if (!cgrp) return 1;
  if (!cgrp.nr_populated_csets) return 0;

  let info = cgrp_storage.get(cgrp.kn.id);
  if (!info) {
    info = { stall: 0, order: 0 };
    cgrp_storage.set(cgrp.kn.id, info);
  }
  const memcg = bpf_get_mem_cgroup(cgrp.self);
  if (!memcg) return 0;

  bpf_cgroup_flush_stats(cgrp);
  const curr_stall = bpf_cgroup_stall(cgrp, PSI_MEM_FULL) ?? 0;
  const delta = curr_stall - info.stall;
  bpf_mem_cgroup_flush_stats(memcg);
  const curr_mem =
    (bpf_mem_cgroup_page_state(memcg, NR_ANON_MAPPED) ?? 0) +
    (bpf_mem_cgroup_page_state(memcg, NR_SHMEM) ?? 0);
  if (curr_mem < options.min_mem * 2 ** 20 || delta >= options.threshold) info.order = 0;
  else info.order = PMD_ORDER;

  info.stall = curr_stall;
  bpf_put_mem_cgroup(memcg);
  return 0;
}
