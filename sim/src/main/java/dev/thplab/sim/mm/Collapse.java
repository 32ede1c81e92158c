package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.stats.VmEvent;

/// Replaces the base pages of a 2 MiB range by one THP: `hpage_collapse_scan_pmd()` and
/// `collapse_huge_page()` of mm/khugepaged.c (6.18).
final class Collapse {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final Frames frames;
  private final Folios folios;

  Collapse(Kernel kernel, Rmap rmap) {
    this.kernel = kernel;
    this.rmap = rmap;
    frames = kernel.memory().frames();
    folios = kernel.memory().folios();
  }

  /// Looks at the range at `start`, which must lie in `vma`, and collapses it if it may. A `forced`
  /// look, MADV_COLLAPSE's, heeds no limit and no access bit.
  ScanResult range(Mm mm, Vma vma, long start, boolean forced) {
    int slot = mm.pageTable.pmdSlot(start);
    if (slot == PageTable.NONE) {
      return ScanResult.PMD_NULL;
    }
    long pmd = mm.pageTable.pmd(slot);
    if (pmd == Pmd.NONE) {
      return ScanResult.PMD_NONE;
    }
    if (Pmd.isTransHuge(pmd)) {
      return ScanResult.PMD_MAPPED;
    }
    unmapped = 0;
    ScanResult result = scan(mm, vma, slot, forced);
    if (result != ScanResult.SUCCEED) {
      return result;
    }
    int pfn = rmap.allocate(vma, start, PhysicalMemory.PMD_ORDER);
    if (pfn == BuddyAllocator.NONE) {
      kernel.count(VmEvent.THP_COLLAPSE_ALLOC_FAILED);
      return ScanResult.ALLOC_HUGE_PAGE_FAIL;
    }
    kernel.count(VmEvent.THP_COLLAPSE_ALLOC);
    if (unmapped > 0) {
      // A guard marker cannot be swapped in (__collapse_huge_page_swapin).
      rmap.cancel(pfn);
      return ScanResult.FAIL;
    }
    copy(mm, vma, slot, start, pfn);
    if (forced) {
      kernel.clock().advance(kernel.cost().collapseNs());
    }
    return ScanResult.SUCCEED;
  }

  /// Guard markers in the range: to the scan they are swap entries.
  private int unmapped;

  /// Tests the PTEs one by one, in the kernel's order of tests.
  private ScanResult scan(Mm mm, Vma vma, int slot, boolean forced) {
    KhugepagedSettings limits = kernel.thp().khugepaged();
    int maxNone = forced ? PMD_PAGES : limits.get(KhugepagedSettings.Key.MAX_PTES_NONE);
    int maxShared = forced ? PMD_PAGES : limits.get(KhugepagedSettings.Key.MAX_PTES_SHARED);
    int maxSwap = forced ? PMD_PAGES : limits.get(KhugepagedSettings.Key.MAX_PTES_SWAP);
    int table = mm.pageTable.table(slot);
    int none = 0;
    int shared = 0;
    int referenced = 0;
    for (int i = 0; i < PMD_PAGES; i++) {
      long pte = mm.pageTable.pte(table, i);
      if (pte == Pte.NONE || (pte & Pte.ZERO) != 0) {
        if (++none > maxNone) {
          kernel.count(VmEvent.THP_SCAN_EXCEED_NONE_PTE);
          return ScanResult.EXCEED_NONE_PTE;
        }
        continue;
      }
      if (!Pte.isPresent(pte)) {
        if (++unmapped > maxSwap) {
          kernel.count(VmEvent.THP_SCAN_EXCEED_SWAP_PTE);
          return ScanResult.EXCEED_SWAP_PTE;
        }
        continue;
      }
      if (!Pte.isAnon(pte)) {
        return ScanResult.PAGE_ANON;
      }
      if (isShared(pte) && ++shared > maxShared) {
        kernel.count(VmEvent.THP_SCAN_EXCEED_SHARE_PTE);
        return ScanResult.EXCEED_SHARED_PTE;
      }
      if ((pte & Pte.YOUNG) != 0) {
        referenced++;
      }
    }
    if (!vma.isAnonymous()) {
      return ScanResult.VMA_CHECK;
    }
    int needed = unmapped > 0 ? PMD_PAGES / 2 : 1;
    return forced || referenced >= needed ? ScanResult.SUCCEED : ScanResult.LACK_REFERENCED_PAGE;
  }

  /// `folio_maybe_mapped_shared()`.
  private boolean isShared(long pte) {
    int folio = frames.folio(Pte.pfn(pte));
    return folio == Folios.NONE
        ? frames.mapcount(Pte.pfn(pte)) > 1
        : folios.maybeMappedShared(folio);
  }

  /// `__collapse_huge_page_copy()` and what follows: the pages move into the folio at `pfn`, holes
  /// become zeros.
  private void copy(Mm mm, Vma vma, int slot, long start, int pfn) {
    PageTable pageTable = mm.pageTable;
    int table = pageTable.table(slot);
    int present = 0;
    int kept = FrameFlags.NONZERO | FrameFlags.TOUCHED;
    int count;
    for (int i = 0; i < PMD_PAGES; i += count) {
      long pte = pageTable.pte(table, i);
      if (!Pte.isAnon(pte)) {
        count = 1;
        pageTable.setPte(table, i, Pte.NONE);
        continue;
      }
      // Pages of one folio that are mapped side by side leave in one batch.
      count = pageTable.batch(kernel.memory(), table, i, PMD_PAGES);
      for (int k = i; k < i + count; k++) {
        long each = pageTable.pte(table, k);
        rmap.mergeAccessBits(each);
        frames.setFlags(pfn + k, frames.flags(Pte.pfn(each)) & kept);
        pageTable.setPte(table, k, Pte.NONE);
      }
      present += count;
      rmap.removePtes(mm, Pte.pfn(pte), count);
    }
    long writable = vma.has(VmFlags.WRITE) ? Pte.WRITE : 0;
    long flags = Pmd.HUGE | Pte.PRESENT | Pte.YOUNG | Pte.DIRTY | Pte.EXCLUSIVE | writable;
    pageTable.setPmd(slot, Pte.of(pfn, flags));
    int folio = frames.folio(pfn);
    rmap.addPmd(mm, folio);
    rmap.queueUnderused(folio);
    mm.addAnonPages(PMD_PAGES - present);
    mm.addPmdMapped(1);
    kernel.tlb().flushRange(mm.id(), start, start + HugeMemory.PMD_SIZE);
    kernel.walkCache().flushRange(mm.id(), start, start + HugeMemory.PMD_SIZE);
  }
}
