// What the contracts of the kernel's series hand to a policy: structs, constants and kfuncs by the
// kernel's names. Evaluated once in a fresh context, after prelude.js and before any policy text.
//
// `ints` and `doubles` have the slots of QueryView.java, the bits that a read sets in ints[12] and
// ints[13] those of QueryFields.java. Every object is made once and reads the question when it is
// read, so that a call allocates nothing.
(function kernel(lab) {
  "use strict";
  const { ints, doubles, textOf, readOnly, freezeWithFunctions } = lab;
  const { assign } = Object;
  const { clz32 } = Math;

  // ---------------------------------------------------------------------------------------- fields

  /** Fields of the question behind arguments, in ints[12]. */
  const READ = readOnly({
    type: 1 << 0, inPageFault: 1 << 1, offered: 1 << 2,
    advice: (1 << 13) | (1 << 14), vmFlags: 0x7f << 12,
  });
  /** The fields behind those arguments that a function names; `fields` has a mask for each. */
  function named(f, fields) {
    const count = f.length;
    let mask = 0;
    for (let i = 0; i < fields.length && i < count; i++) mask |= fields[i];
    return mask;
  }

  // --------------------------------------------------------------------------------------- structs

  /** `struct task_struct` of the process that owns the address space. */
  const owner = readOnly({
    get pid() { ints[12] |= 1 << 27; return ints[8]; },
    get tgid() { ints[12] |= 1 << 27; return ints[8]; },
    get comm() { ints[12] |= 1 << 29; return textOf(ints[6]); },
    get real_parent() { return parent; },
  });
  const parent = readOnly({
    get pid() { ints[12] |= 1 << 28; return ints[9]; },
    get tgid() { ints[12] |= 1 << 28; return ints[9]; },
  });
  const khugepaged = readOnly({
    pid: 0, tgid: 0, comm: "khugepaged", real_parent: readOnly({ pid: 2, tgid: 2 }),
  });

  const ROOT_ID = 1;
  /**
   * What the machine knows of its cgroups, by id; null outside one, where all is in the root. Removed
   * ones have no name.
   */
  let parents = null;
  let processes = null;
  let anonPages = null;
  let names = null;
  function bindCgroups(ofParents, ofProcesses, ofAnonPages, ofNames) {
    parents = ofParents;
    processes = ofProcesses;
    anonPages = ofAnonPages;
    names = ofNames;
  }
  const parentOf = (id) => (parents === null ? 0 : parents[id]);
  function levelOf(id) {
    let level = 0;
    for (let of = parentOf(id); of > 0; of = parentOf(of)) level++;
    return level;
  }

  /** `struct mem_cgroup` by id, each with its `struct cgroup_subsys_state` and `struct cgroup`. */
  const memcgs = { __proto__: null };
  const nrIds = () => (names === null ? ROOT_ID + 1 : names.length);
  const isCgroup = (id) =>
    id === id >>> 0 && id > 0 && id < nrIds() && (names === null || names[id] !== null);
  function memcgOf(id) {
    let memcg = memcgs[id];
    if (memcg === undefined) memcg = memcgs[id] = makeMemcg(id);
    return memcg;
  }
  function makeMemcg(id) {
    const cgroup = readOnly({
      kn: readOnly({ id, name: id === ROOT_ID ? "" : names[id] }),
      level: levelOf(id),
      get nr_populated_csets() { return processes === null || processes[id] > 0 ? 1 : 0; },
      get self() { return css; },
    });
    const css = readOnly({ cgroup });
    return readOnly({ css });
  }
  const cgroupOf = (id) => memcgOf(id).css.cgroup;
  /** The id of what memcgOf() made and `isMeant` is true of, or 0. */
  function idWhere(isMeant) {
    for (let id = ROOT_ID; id < nrIds(); id++) {
      if (memcgs[id] !== undefined && isMeant(memcgs[id])) return id;
    }
    return 0;
  }
  const idOf = (memcg) => idWhere((known) => known === memcg);
  function memcgOfCss(css) {
    const id = idWhere((known) => known.css === css);
    return id === 0 ? null : memcgs[id];
  }
  const currentId = () => (names === null ? ROOT_ID : ints[14] || ROOT_ID);
  const currentCgroup = () => cgroupOf(currentId());
  function isUnder(id, ancestor) {
    for (let of = id; of > 0; of = parentOf(of)) {
      if (cgroupOf(of) === ancestor) return true;
    }
    return false;
  }

  /** `struct mm_struct` and `struct vm_area_struct` of the question. */
  const mm = readOnly({ get owner() { return owner; } });
  const anonName = readOnly({ get name() { return textOf(ints[5]); } });
  const vma = readOnly({
    get vm_start() { ints[12] |= 1 << 7; return doubles[1]; },
    get vm_end() { ints[12] |= 1 << 8; return doubles[2]; },
    get vm_flags() { ints[12] |= READ.vmFlags; return ints[3] >>> 0; },
    get vm_mm() { return mm; },
    get anon_name() { ints[12] |= 1 << 10; return hasAnonName() ? anonName : null; },
  });
  /** "[heap]" and "[stack]" are the kernel's words; PR_SET_VMA_ANON_NAME allows no bracket. */
  function hasAnonName() {
    const name = textOf(ints[5]);
    return name !== null && name[0] !== "[";
  }

  // ------------------------------------------------------------------------------------- constants

  const PMD_BIT = 1 << 9;
  const PAGE = 4096;
  const constants = {
    PMD_ORDER: 9, PUD_ORDER: 18,
    // enum tva_type, since v5.
    TVA_SMAPS: 0, TVA_PAGEFAULT: 1, TVA_KHUGEPAGED: 2, TVA_FORCED_COLLAPSE: 3,
    TVA_SWAP_PAGEFAULT: 4,
    // Flags, until v4; the third one, for smaps, has lost its name to the enum.
    TVA_IN_PF: 1 << 1, TVA_ENFORCE_SYSFS: 1 << 2,
    THP_ALLOC_KHUGEPAGED: 1 << 1, THP_ALLOC_CURRENT: 1 << 2,
    RECLAIMER_CURRENT: 1 << 1, RECLAIMER_KSWAPD: 1 << 2, RECLAIMER_BOTH: (1 << 1) | (1 << 2),
    BPF_THP_VM_NONE: 0, BPF_THP_VM_HUGEPAGE: 1, BPF_THP_VM_NOHUGEPAGE: 2,
    VM_READ: 0x1, VM_WRITE: 0x2, VM_EXEC: 0x4, VM_SHARED: 0x8, VM_GROWSDOWN: 0x100,
    VM_LOCKED: 0x2000, VM_HUGEPAGE: 0x20000000, VM_NOHUGEPAGE: 0x40000000,
    PSI_MEM_SOME: 2, PSI_MEM_FULL: 3,
    // The kernel numbers these by its configuration; only the names mean something.
    NR_ANON_MAPPED: "NR_ANON_MAPPED", NR_SHMEM: "NR_SHMEM",
  };

  // ---------------------------------------------------------------------------------------- kfuncs

  const isScan = () => ints[1] === constants.TVA_KHUGEPAGED && (ints[4] & 2) !== 0;

  const functions = {
    BIT(n) {
      if (n === (n & 31)) return (1 << n) >>> 0;
      throw new RangeError("BIT: want a whole number from 0 to 31");
    },
    /** Who runs: khugepaged while it scans, else the owner of the address space. */
    bpf_get_current_task_btf() { return isScan() ? khugepaged : owner; },
    bpf_mm_get_task(of) { return of === mm ? owner : null; },
    bpf_task_acquire(task) { return task; },
    bpf_task_release() {},
    bpf_mm_get_mem_cgroup(of) { return of === mm ? memcgOf(currentId()) : null; },
    bpf_get_mem_cgroup(css) { return memcgOfCss(css); },
    bpf_put_mem_cgroup() {},
    bpf_cgroup_from_id(id) { return isCgroup(id) ? cgroupOf(id) : null; },
    bpf_cgroup_release() {},
    bpf_task_under_cgroup(task, ancestor) {
      return task === owner && isUnder(currentId(), ancestor) ? 1 : 0;
    },
    bpf_cgroup_flush_stats() {},
    /** Pressure: null until the machine models it. */
    bpf_cgroup_stall() { ints[13] |= 1 << 7; return null; },
    bpf_mem_cgroup_flush_stats() {},
    /** Bytes; null for what the machine does not count by cgroup. */
    bpf_mem_cgroup_page_state(of, item) {
      ints[13] |= 1 << 6;
      const id = idOf(of);
      if (id === 0 || anonPages === null || item !== constants.NR_ANON_MAPPED) return null;
      return anonPages[id] * PAGE;
    },
  };
  freezeWithFunctions(functions);
  assign(globalThis.thp, constants, functions);

  // -------------------------------------------------------------------------------------- adapters

  /** Whether a C function could have returned it: an int, or a mask of 32 bits. */
  function isInt(value) {
    return typeof value === "number" && (value === (value | 0) || value === value >>> 0);
  }

  /**
   * What is left where the kernel puts a mask in the place of `orders`: a site that offers one order
   * asks `!!orders` once sysfs has had its say, and then takes the order that it had offered.
   */
  function replaced(mask) {
    const offered = ints[2];
    if ((offered & (offered - 1)) !== 0) return mask & offered;
    return (mask & ints[11]) !== 0 ? offered : 0;
  }

  /** `BIT(order)` of what is offered; a shift by less than 0 or more than 31 finds nothing. */
  function offeredBit(order) {
    return order === (order & 31) ? (1 << order) & ints[2] : 0;
  }

  /** `highest_order()`, a policy's own Math left aside; -1 for the empty mask. */
  function highest(mask) {
    return 31 - clz32(mask);
  }

  return readOnly({
    mm, vma, bindCgroups, cgroupOf, currentCgroup, PMD_BIT, READ, named, isInt, isScan, replaced, offeredBit, highest,
  });
})
