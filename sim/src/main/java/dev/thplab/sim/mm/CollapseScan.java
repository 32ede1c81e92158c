package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import java.util.BitSet;

/// The look at the 512 PTEs of a range that decides whether it may be collapsed:
/// `hpage_collapse_scan_pmd()` of mm/khugepaged.c (`collapse_scan_pmd()` in 7.2).
final class CollapseScan {
  private static final int PMD_ORDER = PhysicalMemory.PMD_ORDER;
  private static final int PMD_PAGES = 1 << PMD_ORDER;

  /// `KHUGEPAGED_MAX_PTES_LIMIT`: what stands for "any number of holes" in max_ptes_none.
  private static final int MAX_PTES_LIMIT = PMD_PAGES - 1;

  private final Kernel kernel;
  private final Rmap rmap;
  private final FolioSharing sharing;

  /// One bit per PTE that maps a page; the zero page is none.
  private final BitSet occupied = new BitSet(PMD_PAGES);

  private int maxNone;
  private int maxShared;
  private int maxSwap;
  private boolean sparesLazyFree;
  private int scanned;
  private int none;
  private int unmapped;
  private int shared;
  private int referenced;
  private boolean writable;

  CollapseScan(Kernel kernel, Rmap rmap, FolioSharing sharing) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.sharing = sharing;
  }

  /// PTEs that the last scan looked at.
  int scanned() {
    return scanned;
  }

  /// Guard markers that the last scan found: to the scan they are swap entries.
  int unmapped() {
    return unmapped;
  }

  /// Pages that the last scan found in `count` PTEs from `index`.
  int occupied(int index, int count) {
    return occupied.get(index, index + count).cardinality();
  }

  /// Holes that a folio of `order` may fill (`collapse_max_ptes_none`). A `forced` collapse,
  /// MADV_COLLAPSE's, may fill any number; a folio smaller than 2 MiB none or all but one.
  int maxNone(int order, boolean forced) {
    if (forced) {
      return PMD_PAGES;
    }
    int limit = kernel.thp().khugepaged().get(KhugepagedSettings.Key.MAX_PTES_NONE);
    if (order == PMD_ORDER) {
      return limit;
    }
    return limit == MAX_PTES_LIMIT ? (1 << order) - 1 : 0;
  }

  /// Tests the PTEs of `table` one by one, in the kernel's order of tests. `orders` may be made of
  /// the range; a `forced` look heeds no limit and no access bit.
  ScanResult scan(Mm mm, Vma vma, int table, int orders, boolean forced) {
    begin(orders, forced);
    for (int i = 0; i < PMD_PAGES; i++) {
      scanned = i + 1;
      ScanResult result = look(mm.pageTable.pte(table, i), i);
      if (result != ScanResult.SUCCEED) {
        return result;
      }
    }
    if (!vma.isAnonymous()) {
      return ScanResult.VMA_CHECK;
    }
    if (!writable && !kernel.profile().collapsesReadOnlyRanges()) {
      return ScanResult.PAGE_RO;
    }
    int needed = unmapped > 0 ? PMD_PAGES / 2 : 1;
    return forced || referenced >= needed ? ScanResult.SUCCEED : ScanResult.LACK_REFERENCED_PAGE;
  }

  private void begin(int orders, boolean forced) {
    KhugepagedSettings limits = kernel.thp().khugepaged();
    boolean onlyHuge = orders == AllowableOrders.PMD_BIT;
    maxNone = onlyHuge ? maxNone(PMD_ORDER, forced) : MAX_PTES_LIMIT;
    maxShared = forced ? PMD_PAGES : limits.get(KhugepagedSettings.Key.MAX_PTES_SHARED);
    maxSwap = forced ? PMD_PAGES : limits.get(KhugepagedSettings.Key.MAX_PTES_SWAP);
    sparesLazyFree = !forced && kernel.profile().sparesLazyFreePages();
    occupied.clear();
    none = 0;
    unmapped = 0;
    shared = 0;
    referenced = 0;
    writable = false;
  }

  /// Tests one PTE; anything but [ScanResult#SUCCEED] ends the scan.
  private ScanResult look(long pte, int index) {
    if (isHole(pte)) {
      return ++none > maxNone
          ? exceeds(
              ScanResult.EXCEED_NONE_PTE,
              VmEvent.THP_SCAN_EXCEED_NONE_PTE,
              MthpStat.COLLAPSE_EXCEED_NONE)
          : ScanResult.SUCCEED;
    }
    if (!Pte.isPresent(pte)) {
      return ++unmapped > maxSwap
          ? exceeds(
              ScanResult.EXCEED_SWAP_PTE,
              VmEvent.THP_SCAN_EXCEED_SWAP_PTE,
              MthpStat.COLLAPSE_EXCEED_SWAP)
          : ScanResult.SUCCEED;
    }
    if (!Pte.isAnon(pte)) {
      return ScanResult.PAGE_ANON;
    }
    if (sparesLazyFree && isLazyFree(pte)) {
      return ScanResult.PAGE_LAZYFREE;
    }
    if (sharing.maybeShared(Pte.pfn(pte)) && ++shared > maxShared) {
      return exceeds(
          ScanResult.EXCEED_SHARED_PTE,
          VmEvent.THP_SCAN_EXCEED_SHARE_PTE,
          MthpStat.COLLAPSE_EXCEED_SHARED);
    }
    occupied.set(index);
    writable |= Pte.isWritable(pte);
    referenced += isReferenced(pte, rmap) ? 1 : 0;
    return ScanResult.SUCCEED;
  }

  private ScanResult exceeds(ScanResult result, VmEvent event, MthpStat stat) {
    kernel.countCollapse(PMD_ORDER, event, stat);
    return result;
  }

  /// Whether the program or a system call has used the page since its access bits were cleared.
  static boolean isReferenced(long pte, Rmap rmap) {
    return (pte & Pte.YOUNG) != 0 || rmap.isReferenced(Pte.pfn(pte));
  }

  /// `pte_none_or_zero()`.
  static boolean isHole(long pte) {
    return pte == Pte.NONE || (pte & Pte.ZERO) != 0;
  }

  /// `folio_test_lazyfree()` and `!pte_dirty()`: a page of an anonymous folio is clean only after
  /// MADV_FREE.
  static boolean isLazyFree(long pte) {
    return (pte & Pte.DIRTY) == 0;
  }
}
