// The module "thp": what a policy may import. The values are made by prelude.js, random.js and, for
// policies written against a contract of the kernel's series, by kernel.js.
export const { orders, ABSTAIN, DENY, random } = globalThis.thp;
export const {
  BIT, PMD_ORDER, PUD_ORDER,
  TVA_SMAPS, TVA_PAGEFAULT, TVA_KHUGEPAGED, TVA_FORCED_COLLAPSE, TVA_SWAP_PAGEFAULT,
  TVA_IN_PF, TVA_ENFORCE_SYSFS,
  THP_ALLOC_KHUGEPAGED, THP_ALLOC_CURRENT,
  RECLAIMER_CURRENT, RECLAIMER_KSWAPD, RECLAIMER_BOTH,
  BPF_THP_VM_NONE, BPF_THP_VM_HUGEPAGE, BPF_THP_VM_NOHUGEPAGE,
  VM_READ, VM_WRITE, VM_EXEC, VM_SHARED, VM_GROWSDOWN, VM_LOCKED, VM_HUGEPAGE, VM_NOHUGEPAGE,
  PSI_MEM_SOME, PSI_MEM_FULL, NR_ANON_MAPPED, NR_SHMEM,
  bpf_get_current_task_btf, bpf_mm_get_task, bpf_task_acquire, bpf_task_release,
  bpf_mm_get_mem_cgroup, bpf_get_mem_cgroup, bpf_put_mem_cgroup,
  bpf_cgroup_from_id, bpf_cgroup_release, bpf_task_under_cgroup,
  bpf_cgroup_flush_stats, bpf_cgroup_stall, bpf_mem_cgroup_flush_stats, bpf_mem_cgroup_page_state,
} = globalThis.thp;
