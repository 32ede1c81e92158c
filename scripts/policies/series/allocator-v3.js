import { THP_ALLOC_KHUGEPAGED, bpf_get_current_task_btf } from "thp";

/**
 * Huge pages for one process, made by khugepaged only; none for anybody else.
 *
 * After the selftest of RFC v3 (8 Jun 2025), "mm, bpf: BPF based THP adjustment".
 *
 * Options: `target_pid` (default 0): the process.
 */
export const contract = "rfc-v3";
export const name = "series.AllocatorV3";
export const options = { target_pid: 0 };

/** @type {import("thp").rfc_v3_allocator<typeof options>} */
export function allocator(vm_flags, tva_flags, options) {
  const current = bpf_get_current_task_btf();

  if (current.pid === options.target_pid) return THP_ALLOC_KHUGEPAGED;
  return 0;
}
