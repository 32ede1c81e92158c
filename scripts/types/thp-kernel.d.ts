// What policies of the kernel's series see: the functions they export, by contract, and the structs,
// constants and kfuncs that the module "thp" has for them. `thplab contracts` tells what answers
// mean. Names are the kernel's; everything is read-only and valid during the call.
//
// Nothing here is a promise of any kernel.

declare module "thp" {
  // ------------------------------------------------------------------------------------ functions

  type Values = Record<string, number | string | boolean>;

  /**
   * Contract `seed`: one order, or a set made by `orders`. `in_pagefault`: whether a fault waits.
   * As everywhere below, the policy's options follow behind the kernel's arguments.
   */
  export type seed_get_suggested_order<O = Values> = (
    vma: vm_area_struct,
    in_pagefault: boolean,
    options: Readonly<O>,
  ) => number | Orders;

  /** Contract `rfc-v3`: bits THP_ALLOC_*. `tva_flags`: TVA_IN_PF 2, TVA_ENFORCE_SYSFS 4, smaps 1. */
  export type rfc_v3_allocator<O = Values> = (
    vm_flags: number,
    tva_flags: number,
    options: Readonly<O>,
  ) => number;

  /** Contract `rfc-v3`, may be left out: RECLAIMER_*, or 0 for what sysfs says. */
  export type rfc_v3_reclaimer<O = Values> = (
    vma_madvised: boolean,
    options: Readonly<O>,
  ) => number;

  /** Contract `rfc-v4`: the highest order. `tva_flags`: TVA_IN_PF or 0. */
  export type rfc_v4_get_suggested_order<O = Values> = (
    mm: mm_struct,
    tva_flags: number,
    order: number,
    options: Readonly<O>,
  ) => number;

  /** Contract `v6`: a mask. `tva_flags`: TVA_*, or -1 where `vma__nullable` is null. */
  export type v6_get_suggested_order<O = Values> = (
    mm: mm_struct,
    vma__nullable: vm_area_struct | null,
    vma_flags: number,
    tva_flags: number,
    orders: number,
    options: Readonly<O>,
  ) => number;

  /** Contract `v7`: one order. `vma_type`: BPF_THP_VM_*; `tva_type`: TVA_*. */
  export type v7_thp_get_order<O = Values> = (
    vma: vm_area_struct,
    vma_type: number,
    tva_type: number,
    orders: number,
    options: Readonly<O>,
  ) => number;

  /** Contract `v9`: one order. `type`: TVA_*. */
  export type v9_thp_get_order<O = Values> = (
    vma: vm_area_struct,
    type: number,
    orders: number,
    options: Readonly<O>,
  ) => number;

  /** Contract `v12`: as `v9`, for the process in the option `pid` and what it forks; 0: for all. */
  export type v12_thp_get_order<O = Values> = v9_thp_get_order<O>;

  /**
   * Contract `mthp_ext`: a mask that takes the place of `orders`.
   *
   * `export const precomputed = true` (default false) says that it only looks up what the last scan
   * decided for the cgroup. It is then asked once for each cgroup and set of orders between two
   * scans, and the answer is kept for all faults until the next.
   */
  export type mthp_ext_mthp_choose<O = Values> = (
    cgrp: cgroup,
    orders: number,
    options: Readonly<O>,
  ) => number;

  /**
   * Contract `mthp_ext`, may be left out: called for each cgroup at the first question, and at the
   * first one after each `interval` ms (an option, from 1 to 1000000000, default 1000) of simulated time.
   */
  export type mthp_ext_cgroup_scan<O = Values> = (
    ctx: { readonly cgroup: cgroup | null },
    options: Readonly<O>,
  ) => number;

  // -------------------------------------------------------------------------------------- structs

  /** A memory area. */
  export interface vm_area_struct {
    /** First address, in bytes. */
    readonly vm_start: number;
    /** Address behind the last byte. */
    readonly vm_end: number;
    /** Flags VM_*: the lowest 32 bits. */
    readonly vm_flags: number;
    /** The address space; null in the kernel for the vdso, here never. */
    readonly vm_mm: mm_struct | null;
    /** The name set with PR_SET_VMA_ANON_NAME, or null. */
    readonly anon_name: { readonly name: string } | null;
  }

  /** An address space. */
  export interface mm_struct {
    /** The process that owns it; null in the kernel while that exits, here never. */
    readonly owner: task_struct | null;
  }

  /** A process. */
  export interface task_struct {
    /** Process id. */
    readonly pid: number;
    /** The same id: processes have one thread here. */
    readonly tgid: number;
    /** Name as in /proc/PID/comm. */
    readonly comm: string;
    /** The parent; its ids are 0 where there is none. */
    readonly real_parent: { readonly pid: number; readonly tgid: number };
  }

  /** A control group. */
  export interface cgroup {
    /** Id (1 for the root) and name. */
    readonly kn: { readonly id: number; readonly name: string };
    /** How many levels it is below the root, which has 0. */
    readonly level: number;
    /** Above 0 when processes are in it; the number means no more. */
    readonly nr_populated_csets: number;
    /** What `bpf_get_mem_cgroup` takes. */
    readonly self: css;
  }

  /** What ties a memory cgroup to its cgroup. */
  export interface css {
    /** The cgroup it belongs to. */
    readonly cgroup: cgroup;
  }

  /** A memory cgroup. */
  export interface mem_cgroup {
    /** The state by which the cgroup knows it. */
    readonly css: css;
  }

  // ------------------------------------------------------------------------------------ constants

  /** Order of a 2 MiB page. */
  export const PMD_ORDER: 9;
  /** Order of a 1 GiB page. */
  export const PUD_ORDER: 18;
  /** `enum tva_type`: THPeligible of smaps. */
  export const TVA_SMAPS: 0;
  /** A page fault. */
  export const TVA_PAGEFAULT: 1;
  /** khugepaged, and whether an mm may join its list. */
  export const TVA_KHUGEPAGED: 2;
  /** MADV_COLLAPSE. */
  export const TVA_FORCED_COLLAPSE: 3;
  /** A swap-in; the machine does not swap yet. */
  export const TVA_SWAP_PAGEFAULT: 4;
  /** Flag of rfc-v3 and rfc-v4: a page fault. */
  export const TVA_IN_PF: 2;
  /** Flag of rfc-v3: sysfs is obeyed. */
  export const TVA_ENFORCE_SYSFS: 4;
  /** rfc-v3: khugepaged may allocate. */
  export const THP_ALLOC_KHUGEPAGED: 2;
  /** rfc-v3: the faulting task may allocate. */
  export const THP_ALLOC_CURRENT: 4;
  /** rfc-v3: the faulting task reclaims. */
  export const RECLAIMER_CURRENT: 2;
  /** rfc-v3: kswapd reclaims. */
  export const RECLAIMER_KSWAPD: 4;
  /** rfc-v3: both do. */
  export const RECLAIMER_BOTH: 6;
  /** v7: no advice. */
  export const BPF_THP_VM_NONE: 0;
  /** v7: MADV_HUGEPAGE. */
  export const BPF_THP_VM_HUGEPAGE: 1;
  /** v7: MADV_NOHUGEPAGE. */
  export const BPF_THP_VM_NOHUGEPAGE: 2;
  /** Readable. */
  export const VM_READ: 0x1;
  /** Writable. */
  export const VM_WRITE: 0x2;
  /** Executable. */
  export const VM_EXEC: 0x4;
  /** Shared. */
  export const VM_SHARED: 0x8;
  /** Grows like a stack. */
  export const VM_GROWSDOWN: 0x100;
  /** mlock. */
  export const VM_LOCKED: 0x2000;
  /** MADV_HUGEPAGE. */
  export const VM_HUGEPAGE: 0x20000000;
  /** MADV_NOHUGEPAGE. */
  export const VM_NOHUGEPAGE: 0x40000000;
  /** Some tasks wait for memory. */
  export const PSI_MEM_SOME: 2;
  /** All tasks wait for memory. */
  export const PSI_MEM_FULL: 3;
  /** Mapped anonymous memory; the kernel's number depends on its configuration. */
  export const NR_ANON_MAPPED: "NR_ANON_MAPPED";
  /** Shared memory. */
  export const NR_SHMEM: "NR_SHMEM";

  // --------------------------------------------------------------------------------------- kfuncs

  /** `1 << n` for 0 to 31; throws a RangeError where C has no answer. */
  export function BIT(n: number): number;
  /** The running task: khugepaged while it scans, else the owner of the mm. */
  export function bpf_get_current_task_btf(): task_struct;
  /** The owner of an mm. */
  export function bpf_mm_get_task(mm: mm_struct): task_struct | null;
  /** Takes a reference; here there is nothing to count. */
  export function bpf_task_acquire(task: task_struct): task_struct | null;
  /** Gives a reference back. */
  export function bpf_task_release(task: task_struct): void;
  /** The memory cgroup of an mm. */
  export function bpf_mm_get_mem_cgroup(mm: mm_struct): mem_cgroup | null;
  /** The memory cgroup of a css. */
  export function bpf_get_mem_cgroup(css: css): mem_cgroup | null;
  /** Gives a reference back. */
  export function bpf_put_mem_cgroup(memcg: mem_cgroup): void;
  /** The cgroup with an id, or null. */
  export function bpf_cgroup_from_id(id: number): cgroup | null;
  /** Gives a reference back. */
  export function bpf_cgroup_release(cgrp: cgroup): void;
  /** 1 when the task runs in the cgroup or below it, else 0. */
  export function bpf_task_under_cgroup(task: task_struct, ancestor: cgroup): number;
  /** Brings a cgroup's numbers up to date; here they are. */
  export function bpf_cgroup_flush_stats(cgrp: cgroup): void;
  /** Total stall of a cgroup, in ms; null until the machine models pressure. */
  export function bpf_cgroup_stall(cgrp: cgroup, state: number): number | null;
  /** Brings a memory cgroup's numbers up to date; here they are. */
  export function bpf_mem_cgroup_flush_stats(memcg: mem_cgroup): void;
  /** A number of a memory cgroup, in bytes; null for what the machine does not count by cgroup. */
  export function bpf_mem_cgroup_page_state(
    memcg: mem_cgroup,
    item: "NR_ANON_MAPPED" | "NR_SHMEM",
  ): number | null;
}
