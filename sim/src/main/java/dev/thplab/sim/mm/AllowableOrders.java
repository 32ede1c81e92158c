package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.ThpSettings;
import dev.thplab.sim.policy.TvaType;

/// Which folio orders a VMA may use: `thp_vma_allowable_orders()` of include/linux/huge_mm.h and
/// `__thp_vma_allowable_orders()` of mm/huge_memory.c (6.18), with the policy hook of the BPF
/// series on top.
final class AllowableOrders {
  static final int PMD_BIT = 1 << PhysicalMemory.PMD_ORDER;

  /// What `alloc_anon_folio()` asks for: every order below the PMD's.
  static final int BELOW_PMD = PMD_BIT - 1;

  /// `BIT(PUD_ORDER)`: asked at an empty PUD entry; anonymous memory never gets it.
  static final int PUD_BIT = 1 << 18;

  /// `THP_ORDERS_ALL_ANON`: there are no anonymous folios of order 0 (small) and 1.
  static final int ALL_ANON = (PMD_BIT << 1) - 1 & ~0b11;

  private static final int ALL_FILE_DEFAULT = (PMD_BIT << 1) - 1 & ~0b1;

  /// `THP_ORDERS_ALL`: what smaps asks for.
  static final int ALL = ALL_ANON | ALL_FILE_DEFAULT | PUD_BIT;

  private final Kernel kernel;
  private final Explainer explainer;
  private final PolicyQuery query = new PolicyQuery();

  AllowableOrders(Kernel kernel) {
    this.kernel = kernel;
    explainer = kernel.explainer();
    query.machine = kernel.view();
  }

  /// Returns the allowed subset of `orders`. `flags` are the VMA's, or those madvise is about to
  /// set; `address` is the faulting one or [PolicyQuery#NO_ADDRESS].
  int of(Mm mm, Vma vma, long flags, TvaType type, int orders, long address) {
    int enabled = enabled(vma, flags, type);
    explainer.ask(mm, vma, type, orders, enabled, address);
    int answer = askPolicy(mm, vma, flags, type, orders, enabled, address);
    int allowed = filter(mm, vma, flags, type, explainer.chosen(orders, answer));
    explainer.answered();
    return allowed;
  }

  /// Returns what [#of] would if no policy were attached; no listener hears of it.
  int withoutPolicy(Mm mm, Vma vma, long flags, TvaType type, int orders) {
    explainer.beginSupposing();
    int allowed = filter(mm, vma, flags, type, orders);
    explainer.endSupposing();
    return allowed;
  }

  /// What the kernel's own rules leave of `orders`: `__thp_vma_allowable_orders()`.
  private int filter(Mm mm, Vma vma, long flags, TvaType type, int orders) {
    // Masks may be taken in any order; this one blames sysfs for nothing that cannot exist.
    int left =
        explainer.keep(
            LostReason.SIZE, orders, orders & (vma.isAnonymous() ? ALL_ANON : ALL_FILE_DEFAULT));
    left = explainer.keep(LostReason.SYSFS, left, left & enabled(vma, flags, type));
    boolean forced = type == TvaType.FORCED_COLLAPSE;
    if (left == 0) {
      return 0;
    }
    if (isDisabled(mm, flags, forced)) {
      return explainer.keep(disabledBy(flags), left, 0);
    }
    return type == TvaType.PAGEFAULT
        ? inFault(vma, left)
        : outsideFault(mm, vma, flags, type, left);
  }

  private int inFault(Vma vma, int orders) {
    return vma.isAnonymous() ? orders : explainer.keep(LostReason.NOT_ANONYMOUS, orders, 0);
  }

  private int outsideFault(Mm mm, Vma vma, long flags, TvaType type, int orders) {
    boolean smaps = type == TvaType.SMAPS;
    if (!smaps && (flags & VmFlags.SPECIAL) != 0) {
      return explainer.keep(LostReason.VMA_FLAG, orders, 0);
    }
    int left = explainer.keep(LostReason.ALIGNMENT, orders, dropUnsuitable(vma, orders));
    if (vma.isShmem()) {
      return ofShmem(mm, vma, type == TvaType.FORCED_COLLAPSE, left);
    }
    if (!vma.isAnonymous()) {
      return explainer.keep(LostReason.NOT_ANONYMOUS, left, 0);
    }
    return vma.anonVma != null || smaps ? left : explainer.keep(LostReason.NEVER_WRITTEN, left, 0);
  }

  /// `shmem_allowable_huge_orders()`: it looks at the flags that the VMA has, not at those to come.
  private int ofShmem(Mm mm, Vma vma, boolean forced, int orders) {
    if (isDisabled(mm, vma.flags, forced)) {
      return explainer.keep(disabledBy(vma.flags), orders, 0);
    }
    ThpSettings thp = kernel.thp();
    int enabled = forced ? thp.shmemCollapseOrders() : thp.shmemOrders(vma.has(VmFlags.HUGEPAGE));
    return explainer.keep(LostReason.SYSFS, orders, orders & enabled);
  }

  private static LostReason disabledBy(long flags) {
    return (flags & VmFlags.NOHUGEPAGE) != 0 ? LostReason.VMA_FLAG : LostReason.PRCTL;
  }

  /// Returns the orders that khugepaged or MADV_COLLAPSE may make in a VMA
  /// (`collapse_possible_orders`): 2 MiB, and for khugepaged smaller ones where the kernel can.
  int collapsible(Mm mm, Vma vma, long flags, TvaType type) {
    boolean small =
        kernel.profile().collapsesToMthp() && type == TvaType.KHUGEPAGED && vma.isAnonymous();
    return of(mm, vma, flags, type, small ? ALL_ANON : PMD_BIT, PolicyQuery.NO_ADDRESS);
  }

  /// The orders that a VMA of this kind can have and that sysfs enables; MADV_COLLAPSE ignores
  /// sysfs.
  private int enabled(Vma vma, long flags, TvaType type) {
    if (!vma.isAnonymous()) {
      return ALL_FILE_DEFAULT;
    }
    return type == TvaType.FORCED_COLLAPSE
        ? ALL_ANON
        : ALL_ANON & kernel.thp().anonOrders((flags & VmFlags.HUGEPAGE) != 0);
  }

  /// `vma_thp_disabled()`.
  static boolean isDisabled(Mm mm, long flags, boolean forced) {
    if ((flags & VmFlags.NOHUGEPAGE) != 0) {
      return true;
    }
    return switch (mm.thpDisable()) {
      case NO -> false;
      case COMPLETELY -> true;
      case EXCEPT_ADVISED -> (flags & VmFlags.HUGEPAGE) == 0 && !forced;
    };
  }

  /// Drops orders from the highest until one aligned block that ends at or before the VMA's end
  /// lies in the VMA.
  private static int dropUnsuitable(Vma vma, int orders) {
    while (orders != 0) {
      int order = highest(orders);
      if (vma.suits(vma.end - ((long) PhysicalMemory.PAGE_SIZE << order), order)) {
        return orders;
      }
      orders &= ~(1 << order);
    }
    return 0;
  }

  /// Drops the orders whose aligned block around `address` does not fit the VMA
  /// (`thp_vma_suitable_orders`).
  static int suitable(Vma vma, long address, int orders) {
    while (orders != 0 && !vma.suits(address, highest(orders))) {
      orders &= ~(1 << highest(orders));
    }
    return orders;
  }

  /// `highest_order()`; `orders` must not be empty.
  static int highest(int orders) {
    return 31 - Integer.numberOfLeadingZeros(orders);
  }

  /// Whether the policy lets an address space be on khugepaged's list: the question that RFC v4 to
  /// v6 asked about a child at fork and, in `collect_mm_slot()`, before a scan.
  boolean mayBeListed(Mm mm) {
    OrderPolicy policy = mm.policy;
    if (policy == null || !policy.isAskedAboutMms()) {
      return true;
    }
    describe(mm);
    query.aboutMm = true;
    query.offered = PMD_BIT;
    query.enabledOrders = PMD_BIT;
    query.type = TvaType.KHUGEPAGED;
    query.address = PolicyQuery.NO_ADDRESS;
    query.vmaStart = 0;
    query.vmaEnd = 0;
    query.vmaFlags = 0;
    query.vmaAnonymous = false;
    query.vmaName = null;
    query.vmaMappedNs = query.nowNs;
    query.regionPresent = 0;
    explainer.askAboutMm(mm);
    query.noteAnswersIn(explainer.noting());
    int allowed = explainer.chosen(PMD_BIT, policy.allowedOrders(query));
    query.aboutMm = false;
    explainer.answered();
    return allowed != 0;
  }

  private int askPolicy(
      Mm mm, Vma vma, long flags, TvaType type, int orders, int enabled, long address) {
    OrderPolicy policy = mm.policy;
    if (policy == null) {
      return orders;
    }
    describe(mm);
    query.offered = orders;
    query.enabledOrders = enabled;
    query.type = type;
    query.address = address;
    query.vmaStart = vma.start;
    query.vmaEnd = vma.end;
    query.vmaFlags = flags;
    query.vmaAnonymous = vma.isAnonymous();
    query.vmaName = vma.displayName(mm);
    query.vmaMappedNs = vma.mappedNs;
    query.regionPresent = address == PolicyQuery.NO_ADDRESS ? 0 : mm.pageTable.nrPresent(address);
    query.noteAnswersIn(explainer.noting());
    return policy.allowedOrders(query);
  }

  /// Fills in what questions about an address space and about its VMAs have in common.
  private void describe(Mm mm) {
    query.mmId = mm.id();
    query.mmRssBytes = mm.anonPages() << PhysicalMemory.PAGE_SHIFT;
    query.mmThpBytes = mm.pmdMappedPages() << PhysicalMemory.PAGE_SHIFT;
    query.mmOnKhugepagedList = mm.onKhugepagedList;
    query.mmThpDisable = mm.thpDisable();
    query.cgroup = mm.cgroup();
    query.pid = mm.owner.pid();
    query.ppid = mm.owner.ppid();
    query.comm = mm.owner.comm();
    query.nowNs = kernel.clock().nowNs();
  }
}
