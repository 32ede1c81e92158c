package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Serves page faults: `handle_mm_fault()` and what it calls in mm/memory.c (6.18), for anonymous
/// memory in full, for shared anonymous memory and files as base pages.
public final class FaultHandler {
  /// The fault was served.
  public static final int OK = 0;

  /// No mapping, or one that forbids the access: the process would get SIGSEGV.
  public static final int SIGSEGV = -11;

  /// Access behind the end of shared memory: the process would get SIGBUS.
  public static final int SIGBUS = -7;

  /// No memory was left for a base page: the kernel would call the OOM killer.
  public static final int OOM = -12;

  private final Kernel kernel;
  private final AllowableOrders allowable;
  private final Rmap rmap;
  private final HugeMemory huge;
  private final WriteFault writeFault;
  private final FileFault fileFault;
  private final StackGrowth stackGrowth;
  private final Outcome outcome;
  private final Explainer explainer;

  FaultHandler(
      Kernel kernel,
      AllowableOrders allowable,
      Rmap rmap,
      HugeMemory huge,
      StackGrowth stackGrowth,
      Outcome outcome) {
    this.kernel = kernel;
    this.allowable = allowable;
    this.rmap = rmap;
    this.huge = huge;
    this.stackGrowth = stackGrowth;
    this.outcome = outcome;
    explainer = kernel.explainer();
    writeFault = new WriteFault(kernel, rmap, outcome);
    fileFault = new FileFault(kernel, rmap, huge, outcome);
  }

  /// What the last served fault did.
  public Outcome outcome() {
    return outcome;
  }

  /// Serves one fault of the current process at `address` and returns [#OK], [#SIGSEGV], [#SIGBUS]
  /// or [#OOM].
  public int handle(Mm mm, long address, boolean write) {
    Vma vma = mm.vmas.lookup(address);
    if (vma == null) {
      vma = stackGrowth.expandTo(mm, address);
    }
    if (vma == null || !permits(vma, write)) {
      return SIGSEGV;
    }
    outcome.begin();
    explainer.beginFault(mm, vma, address, write);
    int result = handleMm(mm, vma, address, write);
    if (result == OK) {
      kernel.count(VmEvent.PGFAULT);
      outcome.charge(kernel);
    }
    explainer.endFault(outcome, error(result));
    return result;
  }

  private static String error(int result) {
    return switch (result) {
      case OK -> null;
      case OOM -> "oom";
      case SIGBUS -> "sigbus";
      default -> "sigsegv";
    };
  }

  /// Whether the VMA at `address`, or the stack that would grow there, allows the access.
  boolean permits(Mm mm, long address, boolean write) {
    Vma vma = mm.vmas.lookup(address);
    return vma == null || permits(vma, write);
  }

  private static boolean permits(Vma vma, boolean write) {
    return vma.has(write ? VmFlags.WRITE : VmFlags.ACCESS);
  }

  /// `__handle_mm_fault()`.
  private int handleMm(Mm mm, Vma vma, long address, boolean write) {
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    if (slot == PageTable.NONE) {
      allowable.of(mm, vma, vma.flags, TvaType.PAGEFAULT, AllowableOrders.PUD_BIT, address);
      slot = pageTable.makePmdSlot(address);
    }
    if (pageTable.pmd(slot) == Pmd.NONE
        && mayMapPmd(mm, vma, address)
        && huge.anonymousFault(mm, vma, slot, address, write)) {
      return OK;
    }
    if (Pmd.isTransHuge(pageTable.pmd(slot))) {
      if (!write || Pte.isWritable(pageTable.pmd(slot))) {
        outcome.set(FaultKind.SPURIOUS, 0, 0, kernel.cost().spuriousFaultNs());
        return OK;
      }
      if (huge.writeProtectFault(mm, vma, slot, address)) {
        return OK;
      }
    }
    return handlePte(mm, vma, slot, address, write);
  }

  /// Whether the fault may map a PMD. Where nothing but the policy says no, khugepaged may still do
  /// it later: the series registered the mm before it asked (v4, patch 1).
  private boolean mayMapPmd(Mm mm, Vma vma, long address) {
    int pmd = AllowableOrders.PMD_BIT;
    if (allowable.of(mm, vma, vma.flags, TvaType.PAGEFAULT, pmd, address) != 0) {
      return true;
    }
    if (mm.policy != null
        && allowable.withoutPolicy(mm, vma, vma.flags, TvaType.PAGEFAULT, pmd) != 0) {
      huge.prepareFault(mm, vma, address);
    }
    return false;
  }

  /// `handle_pte_fault()`.
  private int handlePte(Mm mm, Vma vma, int slot, long address, boolean write) {
    PageTable pageTable = mm.pageTable;
    if (pageTable.pmd(slot) == Pmd.NONE
        && vma.isShmem()
        && fileFault.hugeFault(mm, vma, slot, address, write)) {
      return OK;
    }
    if (pageTable.pmd(slot) == Pmd.NONE && !huge.installTable(mm, slot)) {
      return OOM;
    }
    int table = pageTable.table(slot);
    int index = PageTable.pteIndex(address);
    long pte = pageTable.pte(table, index);
    if (pte == Pte.NONE) {
      return vma.isAnonymous()
          ? anonymousFault(mm, vma, table, address, write)
          : fileFault.fault(mm, vma, table, address, write);
    }
    if (!Pte.isPresent(pte)) {
      return SIGSEGV;
    }
    if (write && !Pte.isWritable(pte)) {
      return writeFault.fault(mm, vma, table, address);
    }
    outcome.set(FaultKind.SPURIOUS, 0, 0, kernel.cost().spuriousFaultNs());
    return OK;
  }

  /// `do_anonymous_page()`.
  private int anonymousFault(Mm mm, Vma vma, int table, long address, boolean write) {
    PageTable pageTable = mm.pageTable;
    if (!write) {
      pageTable.setPte(
          table, PageTable.pteIndex(address), Pte.of(0, Pte.PRESENT | Pte.ZERO | Pte.YOUNG));
      outcome.set(FaultKind.ZERO, 0, 0, kernel.cost().zeroPageFaultNs());
      return OK;
    }
    mm.prepareAnonVma(vma);
    int orders = orders(mm, vma, table, address);
    int order = 0;
    int pfn = BuddyAllocator.NONE;
    while (orders != 0 && pfn == BuddyAllocator.NONE) {
      order = AllowableOrders.highest(orders);
      pfn = rmap.allocate(vma, address, order);
      if (pfn == BuddyAllocator.NONE) {
        kernel.count(order, MthpStat.ANON_FAULT_FALLBACK, 1);
        explainer.lose(LostReason.NO_FREE_BLOCK, 1 << order);
        orders &= ~(1 << order);
      }
    }
    if (pfn == BuddyAllocator.NONE) {
      order = 0;
      pfn = rmap.allocate(vma, address, 0);
      if (pfn == BuddyAllocator.NONE) {
        return OOM;
      }
    }
    int nrPages = 1 << order;
    int first = PageTable.pteIndex(address) & -nrPages;
    long flags = Pte.PRESENT | Pte.YOUNG | Pte.EXCLUSIVE | Pte.WRITE | Pte.DIRTY;
    for (int i = 0; i < nrPages; i++) {
      pageTable.setPte(table, first + i, Pte.of(pfn + i, flags));
    }
    rmap.addPtes(mm, pfn, nrPages);
    mm.addAnonPages(nrPages);
    kernel.count(order, MthpStat.ANON_FAULT_ALLOC, 1);
    outcome.set(FaultKind.ANON, order, nrPages, kernel.cost().writeFaultNs(order));
    return OK;
  }

  /// The orders that `alloc_anon_folio()` tries.
  private int orders(Mm mm, Vma vma, int table, long address) {
    int allowed =
        allowable.of(mm, vma, vma.flags, TvaType.PAGEFAULT, AllowableOrders.BELOW_PMD, address);
    int suitable =
        explainer.keep(
            LostReason.ALIGNMENT, allowed, AllowableOrders.suitable(vma, address, allowed));
    return explainer.keep(
        LostReason.POPULATED_RANGE,
        suitable,
        keepEmptyRange(mm.pageTable, table, address, suitable));
  }

  /// Drops orders from the highest until the aligned PTE range around `address` is empty
  /// (`pte_range_none`).
  private static int keepEmptyRange(PageTable pageTable, int table, long address, int orders) {
    while (orders != 0) {
      int order = AllowableOrders.highest(orders);
      int first = PageTable.pteIndex(address) & -(1 << order);
      if (pageTable.isRangeNone(table, first, 1 << order)) {
        return orders;
      }
      orders &= ~(1 << order);
    }
    return 0;
  }
}
