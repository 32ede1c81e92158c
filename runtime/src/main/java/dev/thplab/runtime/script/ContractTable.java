package dev.thplab.runtime.script;

import java.util.List;

/// What there is to say about each contract.
final class ContractTable {
  private static final LifeCycle UNSTABLE = new LifeCycle.Unstable("0.1.0");
  private static final String AN_INT = "a whole number, as a C int";

  private static final Contract LAB_1 =
      new Contract(
          "lab/1",
          UNSTABLE,
          "getSuggestedOrder",
          List.of(
              new Contract.Hook("onAttach", HookPoint.ATTACH),
              new Contract.Hook("onDetach", HookPoint.DETACH),
              new Contract.Hook("onFork", HookPoint.FORK),
              new Contract.Hook("onExit", HookPoint.EXIT),
              new Contract.Hook("onTick", HookPoint.TICK),
              new Contract.Hook("onPressure", HookPoint.PRESSURE)),
          new Contract.Manual(
              "never; thplab's own",
              "(q, options, maps): one question, read-only; hooks get (e, options, maps)",
              "an order, a set of orders, DENY, or ABSTAIN for the kernel's own decision; always"
                  + " cut to what is offered",
              "an order (0, 2 to 9), a set made by orders, DENY or ABSTAIN",
              "everything in thp.d.ts: type, offered orders, address, VMA, mm, task, cgroup, free"
                  + " memory, occupancy, settings, counters, clock",
              "a number is one order, never a mask",
              List.of("0.1.0: first")),
          "lab-1.js");

  private static final Contract SEED =
      new Contract(
          "seed",
          UNSTABLE,
          "get_suggested_order",
          List.of(),
          new Contract.Manual(
              "proposed 16 Jul 2025 by David Hildenbrand, taken up 22 Jul; never posted as code",
              "(vma, in_pagefault)",
              "one order, 0 or 9 in the mail, or a set made by orders; what is not offered is"
                  + " denied",
              "an order (an unsigned int) or a set made by orders",
              "the VMA, and whether a page fault waits",
              "a plain number is one order, since 9 cannot be told from the mask {3, 0}",
              List.of("0.1.0: first")),
          "contract/seed.js");

  private static final Contract RFC_V1 =
      removed(
          "rfc-v1",
          "mm_bpf_thp_vma_allowable",
          "29 Apr 2025",
          "(vma)",
          "1, -1 or 0: allowed, not allowed, unchanged",
          "it could widen what sysfs allows, which no policy here can");

  private static final Contract RFC_V2 =
      removed(
          "rfc-v2",
          "thp_bpf_allowable",
          "20 May 2025",
          "()",
          "true or false for the current task",
          "it needs a mode \"bpf\" in sysfs, which no released kernel has");

  private static final Contract RFC_V3 =
      new Contract(
          "rfc-v3",
          new LifeCycle.DeprecatedSince("0.1.0", "rfc-v4", "it names who allocates, not an order"),
          "allocator",
          List.of(new Contract.Hook("reclaimer", HookPoint.QUESTION)),
          new Contract.Manual(
              "RFC v3, 8 Jun 2025",
              "allocator(vm_flags, tva_flags); reclaimer(vma_madvised)",
              "allocator: bits THP_ALLOC_CURRENT and THP_ALLOC_KHUGEPAGED, 0 for no huge page,"
                  + " unknown bits for both; reclaimer: RECLAIMER_CURRENT, _KSWAPD, _BOTH, 0 for"
                  + " what sysfs says",
              AN_INT,
              "flags of the VMA and of the question, the current task",
              "khugepaged's scans, MADV_COLLAPSE and files are not asked; the reclaimer's answer"
                  + " has no effect, as defrag has none",
              List.of("0.1.0: first, deprecated")),
          "contract/rfc-v3.js");

  private static final Contract RFC_V4 =
      new Contract(
          "rfc-v4",
          UNSTABLE,
          "get_suggested_order",
          List.of(),
          new Contract.Manual(
              "RFC v4, 29 Jul 2025",
              "(mm, tva_flags, order): tva_flags is TVA_IN_PF or 0, order the highest considered",
              "the highest order to try, cut to `order`; at most 0 denies. Below the PMD everything"
                  + " smaller is tried too, at the PMD only 9 counts",
              AN_INT,
              "the mm, its task and memcg",
              "smaps is not asked; khugepaged drops an address space for which it says no, and a"
                  + " child of such a one never joins",
              List.of("0.1.0: first")),
          "contract/rfc-v4.js");

  private static final Contract V6 =
      new Contract(
          "v6",
          UNSTABLE,
          "get_suggested_order",
          List.of(),
          new Contract.Manual(
              "RFC v5, 18 Aug 2025; v6, 26 Aug 2025",
              "(mm, vma__nullable, vma_flags, tva_flags, orders): vma is null, vma_flags 0 and"
                  + " tva_flags -1 where the question is about the mm",
              "a mask of orders to try; one that reaches above `orders` leaves everything allowed",
              AN_INT,
              "mm, VMA, reason, offered orders, task and memcg",
              "a PMD fault wants exactly BIT(9), khugepaged and MADV_COLLAPSE take any bit for a"
                  + " yes; smaps is not asked; khugepaged drops an address space for which it says"
                  + " no",
              List.of("0.1.0: first")),
          "contract/v6.js");

  private static final Contract V7 =
      new Contract(
          "v7",
          new LifeCycle.DeprecatedSince(
              "0.1.0", "v9", "an order that is not offered does not deny, it allows everything"),
          "thp_get_order",
          List.of(),
          new Contract.Manual(
              "v7, 10 Sep 2025",
              "(vma, vma_type, tva_type, orders)",
              "one order; below 0 or above the highest offered leaves everything allowed"
                  + " (fail-open)",
              AN_INT,
              "VMA, its mm and owner, advice, reason, offered orders",
              "where one order is offered, any enabled order is a yes: 4 at a PMD site is 2 MiB",
              List.of("0.1.0: first, deprecated")),
          "contract/v7.js");

  private static final Contract V9 =
      new Contract(
          "v9",
          UNSTABLE,
          "thp_get_order",
          List.of(),
          new Contract.Manual(
              "v8, 26 Sep 2025; v9, 30 Sep 2025",
              "(vma, type, orders)",
              "one order; what is not offered is denied (fail-closed)",
              AN_INT,
              "VMA, its mm and owner, reason, offered orders",
              "no fallback below the order, and no way to abstain: -1 denies",
              List.of("0.1.0: first")),
          "contract/v9.js");

  private static final Contract V12 =
      new Contract(
          "v12",
          UNSTABLE,
          "thp_get_order",
          List.of(),
          new Contract.Manual(
              "RFC v10, 15 Oct 2025; v11, 20 Oct; v12, 26 Oct",
              "(vma, type, orders)",
              "as v9; the option `pid` names the one process, with what it forks, that is asked"
                  + " about; 0, the default, is all of them",
              AN_INT,
              "VMA, its mm and owner, reason, offered orders",
              "-1 denies here too, though the series' own sample means \"no opinion\" by it",
              List.of("0.1.0: first")),
          "contract/v12.js");

  private static final Contract MTHP_EXT =
      new Contract(
          "mthp_ext",
          UNSTABLE,
          "mthp_choose",
          List.of(new Contract.Hook("cgroup_scan", HookPoint.TICK)),
          new Contract.Manual(
              "\"mthp_ext\" v1, 3 May 2026; v2, 8 May 2026",
              "mthp_choose(cgrp, orders); cgroup_scan(ctx) at the first question after each"
                  + " `interval` ms (an option, default 1000) of simulated time",
              "a mask that takes the place of `orders`",
              "a whole number of 32 bits, as a mask",
              "the cgroup, its memory and its pressure",
              "with `export const precomputed = true` an answer is kept until the next scan; the"
                  + " scan sees each cgroup, pressure is null; where one order is offered, any"
                  + " enabled order is a yes",
              List.of("0.1.0: first")),
          "contract/mthp_ext.js");

  static final List<Contract> ALL =
      List.of(LAB_1, SEED, RFC_V1, RFC_V2, RFC_V3, RFC_V4, V6, V7, V9, V12, MTHP_EXT);

  private ContractTable() {}

  private static Contract removed(
      String id, String function, String posted, String arguments, String returns, String why) {
    return new Contract(
        id,
        new LifeCycle.RemovedIn("0.1.0", "rfc-v4", why),
        function,
        List.of(),
        new Contract.Manual(
            "RFC " + id.substring(4) + ", " + posted,
            arguments,
            returns,
            "",
            "",
            "the first release does not offer it",
            List.of("0.1.0: refused")),
        null);
  }
}
