// What scripts see of thplab. Every field has a sentence, its unit, and its value where the machine
// has none.
//
// Nothing here is a promise of any kernel: the interface follows a proposal that was not merged.

/**
 * The module a policy imports from.
 *
 * A policy is an ES module of its own, without other imports:
 *
 * ```js
 * import { orders, ABSTAIN } from "thp";
 * // Required: the interface it was written against.
 * export const contract = "lab/1";
 * // Default: the file's name without .js.
 * export const name = "examples.SmallVmasStaySmall";
 * // Default: its own. Only the fields that this contract had are shown; the rest is null.
 * export const sees = "lab/1";
 * // Default: none. A case may override each by name.
 * export const options = { threshold: 8 << 20 };
 * // Required.
 * export function getSuggestedOrder(q, options) {
 *   return q.vma.size < options.threshold ? orders.atMost(4) : ABSTAIN;
 * }
 * ```
 *
 * Each call runs under limits on statements, time and allocation, and what is kept from call to call
 * has one of its own (`thplab doctor` shows them). A call that breaks one, throws, or answers what is
 * no answer leaves the kernel's own decision in force; after a few such calls the policy is asked no
 * more. What a module remembers in variables lasts until a limit is broken; then the module is loaded
 * afresh. It is not part of the machine either: copies of a machine share it, and a state that is
 * restored does not restore it.
 * State belongs into `maps`.
 *
 * One input has one result: there is no Date, Math.random, Promise, BigInt, eval, Intl, WeakRef or
 * SharedArrayBuffer, and nothing of the host.
 *
 * Built-ins work on arrays and buffers of at most 1,048,576 elements and strings of at most 65,536
 * characters, and throw a RangeError beyond. Methods of Array work on arrays only, and a Proxy
 * cannot have one for its target.
 */
declare module "thp" {
  /**
   * A folio order: the block is 4 KiB << order. Anonymous memory has base pages (0) and folios of
   * order 2 to 9.
   */
  export type Order = 0 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

  /**
   * A set of orders, made by `orders` or taken from `q.offered`. Opaque and immutable; equal sets
   * are the same object.
   *
   * It is not a number, so that a number in an answer is always one order: `4` is order 4,
   * `orders.of(4)` the set {4}.
   */
  export interface Orders {
    readonly [brand]: true;
    /** Its orders for a message, as "{9, 4}". */
    toString(): string;
  }
  const brand: unique symbol;

  /** Helpers for sets of orders. */
  export const orders: {
    /**
     * The set of the given orders: `orders.of(9, 4)` is 2 MiB, else 64 kB. Throws a RangeError for
     * what is no order.
     */
    of(...list: Order[]): Orders;
    /** All orders up to `order`: `orders.atMost(4)` is 64 kB and everything below. */
    atMost(order: number): Orders;
    /** The largest order of a set; 0 for the empty set. */
    highest(set: Orders): Order;
    /** The orders of a set, largest first, as the kernel tries them. */
    list(set: Orders): Order[];
    /** Whether `order` is in the set. */
    has(set: Orders, order: number): boolean;
  };

  /** "No opinion": the kernel's own decision stands. */
  export const ABSTAIN: unique symbol;

  /** "No huge page here": base pages. */
  export const DENY: unique symbol;

  /**
   * What a policy returns. The kernel intersects it with `q.offered`, and with what sysfs, prctl
   * and the VMA's flags allow, so a policy can only narrow.
   *
   * A number is one order: 0, 2 to 9, or any other order that this question offers (1 and 18 are in
   * some of the kernel's masks, though no anonymous folio has them). 0 alone means base pages, like
   * DENY. Anything else is a failed call: NaN, fractions, negative numbers, strings, null,
   * undefined, promises. An order that is not offered is cut and counted as ineffective.
   */
  export type Answer = Order | Orders | typeof ABSTAIN | typeof DENY;

  /** What options hold and maps keep. */
  export type Plain = number | string | boolean;

  /**
   * The function a `lab/1` policy exports; `options` holds its options with the case's overrides,
   * frozen, and `maps` the maps that it declares.
   */
  export type GetSuggestedOrder<Options = Record<string, Plain>, Declared = {}> = (
    q: Query,
    options: Readonly<Options>,
    maps: Maps<Declared>,
  ) => Answer;

  // ------------------------------------------------------------------------------- maps and random

  /**
   * A declaration, `export const maps = { seen: { type: "hash", entries: 1024 } }`, of at most 64
   * maps with 65,536 entries in all.
   *
   * A `hash` that is full takes no new key. A full `lru_hash` gives up the entry that was got or set
   * longest ago. An `array` has the keys 0 to `entries - 1` from the start, each with the value 0.
   *
   * Maps outlive broken limits, are copied with the machine and restored with its state. A policy
   * that takes the place of another, as a changed file does, goes on with its maps of the same name,
   * type and entries.
   */
  export interface MapDeclaration {
    /** "hash", "array" or "lru_hash", as BPF's maps. */
    type: string;
    /** From 1 to 65,536. */
    entries: number;
  }

  /** The maps of a policy by name; a function gets them behind `options`. */
  export type Maps<Declared> = { readonly [Name in keyof Declared]: PolicyMap };

  /**
   * One declared map. Keys and values are finite numbers, booleans, and strings of at most 128
   * characters; 1, "1" and true are three keys.
   */
  export interface PolicyMap {
    /** The number of entries. */
    readonly size: number;
    /** The value of a key, undefined if there is none. */
    get(key: Plain): any;
    /** Whether there is such a key; in an `lru_hash` this is no use of it. */
    has(key: Plain): boolean;
    /**
     * Sets the value of a key. False, and nothing happens, if a `hash` is full (BPF's -E2BIG) or an
     * `array` has no such key. Throws a TypeError for what cannot be kept.
     */
    set(key: Plain, value: Plain): boolean;
    /** Takes an entry away; false if there is none, and always in an `array`. */
    delete(key: Plain): boolean;
    /**
     * Calls `f` for each entry that there was at the start and still is: of an `array` by key, of a
     * `hash` the oldest first, of an `lru_hash` that which was used longest ago first.
     */
    forEach(f: (value: any, key: any) => void): void;
  }

  /**
   * A random number from 0 to below 1, with 53 bits (xoshiro128**). What it draws follows from the
   * run's seed (`--seed`) and the policy's name, and belongs to the machine like maps. Throws while
   * the policy is loaded.
   */
  export function random(): number;

  // ----------------------------------------------------------------------------------------- hooks

  /**
   * Functions that a `lab/1` policy may export beside its answer: `onAttach`, `onDetach`, `onFork`,
   * `onExit`, `onTick` and `onPressure`. Each call has limits as a question has; one that fails is
   * a strike. What they return is ignored. Policies that another one silences hear nothing.
   */
  type Hook<Event, Options, Declared> = (
    e: Event,
    options: Readonly<Options>,
    maps: Maps<Declared>,
  ) => void;

  /** What happened. Read-only. */
  export interface Event {
    /** Simulated time in nanoseconds, from 0. */
    readonly nowNs: number;
  }

  /** A process has a child. */
  export interface ForkEvent extends Event {
    /** Process id of the parent. */
    readonly parent: number;
    /** Process id of the child. */
    readonly child: number;
  }

  /** A process ends. */
  export interface ExitEvent extends Event {
    /** Its process id. */
    readonly pid: number;
  }

  /** A period has passed; what it shows of the machine is what the next question shows. */
  export interface TickEvent extends Event {
    /** As in a question. */
    readonly psi: Query["psi"];
    /** As in a question. */
    readonly memory: Query["memory"];
    /** As in a question. */
    readonly sysfs: Query["sysfs"];
    /** As in a question. */
    readonly stats: Query["stats"];
  }

  /** `export function onAttach(e, options, maps)`: the policy was attached, or has replaced another. */
  export type OnAttach<O = Record<string, Plain>, D = {}> = Hook<Event, O, D>;

  /** `onDetach`: the policy was detached, or replaced; the end of a run is neither. */
  export type OnDetach<O = Record<string, Plain>, D = {}> = Hook<Event, O, D>;

  /** `onFork`: a process that the policy is asked about has forked. */
  export type OnFork<O = Record<string, Plain>, D = {}> = Hook<ForkEvent, O, D>;

  /** `onExit`: a process that the policy is asked about is about to end. */
  export type OnExit<O = Record<string, Plain>, D = {}> = Hook<ExitEvent, O, D>;

  /**
   * `onTick`, with `export const tick = { everyMs: 1000 }`: 1 to 1,000,000,000 ms of simulated time.
   *
   * Called before the first question, and then before the first question that comes at least a period
   * after the last tick. However long nobody asked, that is one tick.
   */
  export type OnTick<O = Record<string, Plain>, D = {}> = Hook<TickEvent, O, D>;

  /** `onPressure`: never called yet, since the machine has no memory pressure. */
  export type OnPressure<O = Record<string, Plain>, D = {}> = Hook<Event, O, D>;

  // ------------------------------------------------------------------------------------- questions

  /** One question of the mm. Read-only; valid during the call. */
  export interface Query {
    /** Why the mm asks: `enum tva_type` of the kernel. */
    readonly type: "pagefault" | "swap-pagefault" | "khugepaged" | "forced-collapse" | "smaps";
    /** Whether a page fault is being served now. */
    readonly inPageFault: boolean;
    /** What may be chosen: the kernel's mask, exactly; of khugepaged 2 MiB, in kernel profile 7.2 every size. */
    readonly offered: Orders;
    /** Faulting address in bytes; null where there is none (khugepaged, madvise, smaps). */
    readonly address: number | null;
    /** Faulting address from the start of the VMA, in bytes; null where there is no address. */
    readonly offset: number | null;
    /** Simulated time in nanoseconds, from 0. */
    readonly nowNs: number;
    /** Memory pressure of the system; null until the machine models it. */
    readonly psi: null;
    /** The memory area asked about; null in a tier that shows none. */
    readonly vma: Vma;
    /** The address space it is in; null in a tier that shows none. */
    readonly mm: Mm;
    /** The process that owns the address space, not the one that happens to run. */
    readonly task: Task;
    /** The memory cgroup of the process; null outside a machine. */
    readonly cgroup: Cgroup | null;
    /** Free memory; null outside a machine, as in `policy check`, and in a tier that shows none. */
    readonly memory: Memory | null;
    /** The aligned 2 MiB around the address; null where there is no address. */
    readonly region: Region | null;
    /** The settings below /sys/kernel/mm/transparent_hugepage; null like `memory`. */
    readonly sysfs: Sysfs | null;
    /** The machine's counters since boot; null like `memory`. */
    readonly stats: Stats | null;
  }

  /** A memory area (`struct vm_area_struct`). */
  export interface Vma {
    /** First address, in bytes. */
    readonly start: number;
    /** Address behind the last byte. */
    readonly end: number;
    /** `end - start`, in bytes. */
    readonly size: number;
    /** "[heap]", "[stack]" or the name set with PR_SET_VMA_ANON_NAME; null when it has none. */
    readonly name: string | null;
    /** Whether it is private memory without a file. */
    readonly anonymous: boolean;
    /** VM_SHARED. */
    readonly shared: boolean;
    /** VM_HUGEPAGE: advised with MADV_HUGEPAGE. */
    readonly hugepage: boolean;
    /** VM_NOHUGEPAGE: advised with MADV_NOHUGEPAGE. */
    readonly nohugepage: boolean;
    /** VM_READ. */
    readonly readable: boolean;
    /** VM_WRITE. */
    readonly writable: boolean;
    /** VM_EXEC. */
    readonly executable: boolean;
    /** VM_GROWSDOWN: it grows like a stack. */
    readonly stack: boolean;
    /** Resident bytes; null until the machine counts them by VMA. */
    readonly rss: null;
    /** Bytes mapped by 2 MiB entries; null until the machine counts them by VMA. */
    readonly thpBytes: null;
    /** Simulated nanoseconds since its oldest part was mapped; fork, split and mremap keep the age. */
    readonly ageNs: number;
  }

  /** An address space (`struct mm_struct`). */
  export interface Mm {
    /** A number that no other address space of this machine has. */
    readonly id: number;
    /** Resident anonymous memory, in bytes (MM_ANONPAGES). */
    readonly rss: number;
    /** Memory mapped by 2 MiB entries, in bytes (AnonHugePages). */
    readonly thpBytes: number;
    /** Whether khugepaged scans it. */
    readonly onKhugepagedList: boolean;
    /** What prctl(PR_SET_THP_DISABLE) asked for. */
    readonly thpDisable: "no" | "completely" | "except-advised";
  }

  /** A memory cgroup. The machine does not limit it yet. */
  export interface Cgroup {
    /** A number that no other cgroup of this machine has; the root's is 1. */
    readonly id: number;
    /** Path from the root, as "/web/api"; the root's is "/". */
    readonly path: string;
    /** Path of the cgroup it is in; null for the root. */
    readonly parent: string | null;
    /** memory.current in bytes; null until the machine charges cgroups. */
    readonly usage: null;
    /** memory.high in bytes; null until the machine limits cgroups. */
    readonly high: null;
    /** memory.max in bytes; null until the machine limits cgroups. */
    readonly max: null;
    /** Resident anonymous memory of the processes in it and below it, in bytes; null outside a machine. */
    readonly anon: number | null;
    /** Memory pressure of the cgroup; null until the machine models it. */
    readonly psi: null;
  }

  /** Free memory of the machine's one zone. An order here is one of the buddy allocator, 0 to 10. */
  export interface Memory {
    /** Memory that the zone manages, in bytes. */
    readonly totalBytes: number;
    /** Free memory, in bytes. */
    readonly freeBytes: number;
    /** Number of free blocks of exactly that order, as in /proc/buddyinfo. */
    freeByOrder(order: number): number;
    /** The kernel's fragmentation index: -1 a block is free, near 0 memory is short, near 1 in pieces. */
    fragmentation(order: number): number;
    /** Share of free memory, 0 to 1, that cannot serve that order (extfrag's unusable_index). */
    unusable(order: number): number;
    /** Watermarks of the zone; null until the machine reclaims. */
    readonly watermarks: null;
  }

  /** The aligned 2 MiB around the faulting address. */
  export interface Region {
    /** Pages of 4 KiB that are mapped in it, 0 to 512. */
    readonly populated: number;
    /** Pages accessed of late; null until the machine keeps access history. */
    readonly accessed: null;
    /** Page walks of late; null until the machine keeps access history. */
    readonly walks: null;
  }

  /** The settings below /sys/kernel/mm/transparent_hugepage. */
  export interface Sysfs {
    /** The choice in `enabled`. */
    readonly enabled: "always" | "madvise" | "never";
    /** The choice in `defrag`. */
    readonly defrag: "always" | "defer" | "defer+madvise" | "madvise" | "never";
    /** The choice in `hugepages-<size>kB/enabled` of that order, 2 to 9. */
    sizeEnabled(order: number): "always" | "inherit" | "madvise" | "never";
    /** The number in a file below `khugepaged`, as "max_ptes_none"; throws a RangeError for others. */
    khugepaged(file: string): number;
  }

  /** The machine's counters since boot. */
  export interface Stats {
    /** An event of /proc/vmstat by its name, as "thp_fault_fallback"; throws a RangeError for others. */
    vm(counter: string): number;
    /** A file of `hugepages-<size>kB/stats`, as "anon_fault_alloc", for an order from 2 to 9. */
    mthp(counter: string, order: number): number;
  }

  /** A process. */
  export interface Task {
    /** Process id. */
    readonly pid: number;
    /** Process id of the parent; 0 when it has none. */
    readonly ppid: number;
    /** Name as in /proc/PID/comm. */
    readonly comm: string;
  }
}
