package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.TvaType;

/// Looks at a 2 MiB range and collapses what it may: one THP, and in 7.2 smaller folios where a THP
/// cannot be had (`mthp_collapse()` of mm/khugepaged.c).
final class Collapse {
  private static final int PMD_ORDER = PhysicalMemory.PMD_ORDER;
  private static final int PMD_PAGES = 1 << PMD_ORDER;

  /// `KHUGEPAGED_MIN_MTHP_ORDER`.
  private static final int MIN_ORDER = 2;

  private final Kernel kernel;
  private final AllowableOrders allowable;
  private final CollapseScan scan;
  private final FolioCollapse folios;
  private final ShmemCollapse shmem;
  private int progress;
  private boolean attempted;

  Collapse(
      Kernel kernel,
      AllowableOrders allowable,
      Rmap rmap,
      FolioSharing sharing,
      ShmemCollapse shmem) {
    this.kernel = kernel;
    this.allowable = allowable;
    scan = new CollapseScan(kernel, rmap, sharing);
    folios = new FolioCollapse(kernel, rmap, sharing, scan);
    this.shmem = shmem;
  }

  /// What the last look takes from khugepaged's budget of pages.
  int progress() {
    return progress;
  }

  /// Whether the last look went on to a collapse, for which the kernel drops the mmap lock.
  boolean attempted() {
    return attempted;
  }

  /// Looks at the range at `start`, which must lie in `vma`, and collapses it if it may. A `forced`
  /// look, MADV_COLLAPSE's, heeds no limit and no access bit.
  ScanResult range(Mm mm, Vma vma, long start, boolean forced) {
    long startNs = kernel.clock().nowNs();
    ScanResult result = look(mm, vma, start, forced);
    return kernel.explainer().scanned(mm, vma, start, forced, startNs, result);
  }

  private ScanResult look(Mm mm, Vma vma, long start, boolean forced) {
    progress = kernel.profile().countsScannedPtes() ? 1 : PMD_PAGES;
    // The kernel drops the mmap lock before it looks at a file, collapse or not.
    attempted = vma.isShmem();
    ScanResult result =
        vma.isShmem() ? shmem.range(mm, vma, start, forced) : anonRange(mm, vma, start, forced);
    if (forced && result == ScanResult.SUCCEED) {
      kernel.clock().advance(kernel.cost().collapseNs());
    }
    return result;
  }

  private ScanResult anonRange(Mm mm, Vma vma, long start, boolean forced) {
    int slot = mm.pageTable.pmdSlot(start);
    long pmd = slot == PageTable.NONE ? Pmd.NONE : mm.pageTable.pmd(slot);
    if (pmd == Pmd.NONE) {
      return missingTable(slot);
    }
    if (Pmd.isTransHuge(pmd)) {
      return ScanResult.PMD_MAPPED;
    }
    int orders = orders(mm, vma, forced);
    ScanResult result = scan.scan(mm, vma, mm.pageTable.table(slot), orders, forced);
    if (kernel.profile().countsScannedPtes()) {
      progress = scan.scanned();
    }
    if (result != ScanResult.SUCCEED) {
      return result;
    }
    attempted = true;
    return collapse(mm, vma, slot, start, orders, forced);
  }

  private ScanResult missingTable(int slot) {
    if (kernel.profile().collapsesBehindMissingTables()) {
      return ScanResult.NO_PTE_TABLE;
    }
    return slot == PageTable.NONE ? ScanResult.PMD_NULL : ScanResult.PMD_NONE;
  }

  /// The orders that may be made of a range; a kernel that knows only one does not ask again.
  private int orders(Mm mm, Vma vma, boolean forced) {
    if (!kernel.profile().collapsesToMthp()) {
      return AllowableOrders.PMD_BIT;
    }
    TvaType type = forced ? TvaType.FORCED_COLLAPSE : TvaType.KHUGEPAGED;
    return allowable.collapsible(mm, vma, vma.flags, type);
  }

  /// Goes through the range block by block, from the largest order that fits to the smallest.
  private ScanResult collapse(Mm mm, Vma vma, int slot, long start, int orders, boolean forced) {
    boolean collapsed = false;
    boolean allocFailed = false;
    ScanResult failure = ScanResult.FAIL;
    int offset = 0;
    int order = PMD_ORDER;
    while (offset < PMD_PAGES) {
      boolean settled = false;
      if ((orders & 1 << order) != 0 && isFull(offset, order, forced)) {
        long address = start + ((long) offset << PhysicalMemory.PAGE_SHIFT);
        ScanResult result = folios.collapse(mm, vma, slot, address, order);
        collapsed |= result == ScanResult.SUCCEED;
        settled = result == ScanResult.SUCCEED || result == ScanResult.PTE_MAPPED_HUGEPAGE;
        if (!settled) {
          failure = result;
          allocFailed |= result == ScanResult.ALLOC_HUGE_PAGE_FAIL;
          if (!result.allowsSmallerFolio()) {
            break;
          }
        }
      }
      if (!settled && order > MIN_ORDER && (orders & (1 << order) - 1) != 0) {
        order--;
      } else {
        offset += 1 << order;
        order = Math.min(Integer.numberOfTrailingZeros(offset), PMD_ORDER);
      }
    }
    if (collapsed) {
      return ScanResult.SUCCEED;
    }
    return allocFailed ? ScanResult.ALLOC_HUGE_PAGE_FAIL : failure;
  }

  /// Whether a block has pages enough to become one folio.
  private boolean isFull(int offset, int order, boolean forced) {
    int pages = scan.occupied(offset, 1 << order);
    if (order == PMD_ORDER) {
      pages += scan.unmapped();
    }
    return pages >= (1 << order) - scan.maxNone(order, forced);
  }
}
