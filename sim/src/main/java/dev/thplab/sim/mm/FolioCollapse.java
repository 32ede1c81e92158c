package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Replaces the pages of an aligned block by one folio: `collapse_huge_page()` of mm/khugepaged.c,
/// which in 7.2 also makes folios smaller than 2 MiB.
final class FolioCollapse {
  private static final int PMD_ORDER = PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final FolioSharing sharing;
  private final CollapseScan scan;
  private final Frames frames;
  private final Folios folios;

  FolioCollapse(Kernel kernel, Rmap rmap, FolioSharing sharing, CollapseScan scan) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.sharing = sharing;
    this.scan = scan;
    frames = kernel.memory().frames();
    folios = kernel.memory().folios();
  }

  /// Collapses the `1 << order` pages at `address` in the range of `slot`, which was just scanned.
  ScanResult collapse(Mm mm, Vma vma, int slot, long address, int order) {
    int pfn = rmap.allocate(vma, address, order);
    if (pfn == BuddyAllocator.NONE) {
      kernel.countCollapse(
          order, VmEvent.THP_COLLAPSE_ALLOC_FAILED, MthpStat.COLLAPSE_ALLOC_FAILED);
      return ScanResult.ALLOC_HUGE_PAGE_FAIL;
    }
    kernel.countCollapse(order, VmEvent.THP_COLLAPSE_ALLOC, MthpStat.COLLAPSE_ALLOC);
    int table = mm.pageTable.table(slot);
    int first = PageTable.pteIndex(address);
    ScanResult result = swapIn(mm, table, first, order);
    if (result == ScanResult.SUCCEED) {
      flush(mm, address);
      if (order < PMD_ORDER) {
        result = isolate(mm, table, first, order);
      }
    }
    if (result != ScanResult.SUCCEED) {
      rmap.cancel(pfn);
      return result;
    }
    int present = copy(mm, vma, table, first, 1 << order, pfn);
    if (order == PMD_ORDER) {
      mapHuge(mm, vma, slot, pfn);
    } else {
      mapPtes(mm, vma, table, first, 1 << order, pfn);
    }
    mm.addAnonPages((1 << order) - present);
    return ScanResult.SUCCEED;
  }

  /// `__collapse_huge_page_swapin()`: a guard marker cannot be swapped in, and for a folio smaller
  /// than 2 MiB nothing is.
  private ScanResult swapIn(Mm mm, int table, int first, int order) {
    if (order == PMD_ORDER) {
      return scan.unmapped() > 0 ? ScanResult.FAIL : ScanResult.SUCCEED;
    }
    for (int i = first; i < first + (1 << order); i++) {
      long pte = mm.pageTable.pte(table, i);
      if (!CollapseScan.isHole(pte) && !Pte.isPresent(pte)) {
        kernel.count(order, MthpStat.COLLAPSE_EXCEED_SWAP, 1);
        return ScanResult.EXCEED_SWAP_PTE;
      }
    }
    return ScanResult.SUCCEED;
  }

  /// `__collapse_huge_page_isolate()` for a folio smaller than 2 MiB: the tests of the scan again,
  /// with the limits of the order. For 2 MiB nothing can have changed since the scan.
  private ScanResult isolate(Mm mm, int table, int first, int order) {
    int maxNone = scan.maxNone(order, false);
    int none = 0;
    boolean referenced = false;
    for (int i = first; i < first + (1 << order); i++) {
      long pte = mm.pageTable.pte(table, i);
      if (CollapseScan.isHole(pte)) {
        if (++none > maxNone) {
          kernel.count(order, MthpStat.COLLAPSE_EXCEED_NONE, 1);
          return ScanResult.EXCEED_NONE_PTE;
        }
        continue;
      }
      if (CollapseScan.isLazyFree(pte)) {
        return ScanResult.PAGE_LAZYFREE;
      }
      if (sharing.maybeShared(Pte.pfn(pte))) {
        kernel.count(order, MthpStat.COLLAPSE_EXCEED_SHARED, 1);
        return ScanResult.EXCEED_SHARED_PTE;
      }
      int folio = frames.folio(Pte.pfn(pte));
      if (folio != Folios.NONE && folios.order(folio) >= order) {
        return ScanResult.PTE_MAPPED_HUGEPAGE;
      }
      referenced |= CollapseScan.isReferenced(pte, rmap);
    }
    return referenced ? ScanResult.SUCCEED : ScanResult.LACK_REFERENCED_PAGE;
  }

  /// `pmdp_collapse_flush()`: the PMD goes away for the time of the collapse.
  private void flush(Mm mm, long address) {
    long start = address & -HugeMemory.PMD_SIZE;
    kernel.tlb().flushRange(mm.id(), start, start + HugeMemory.PMD_SIZE);
    kernel.walkCache().flushRange(mm.id(), start, start + HugeMemory.PMD_SIZE);
  }

  /// `__collapse_huge_page_copy()`: moves the pages behind `count` PTEs from `first` into the folio
  /// at `pfn`, whose other pages are zero, and returns how many there were.
  private int copy(Mm mm, Vma vma, int table, int first, int count, int pfn) {
    PageTable pageTable = mm.pageTable;
    int kept = FrameFlags.NONZERO | FrameFlags.TOUCHED;
    int present = 0;
    int batch;
    for (int i = first; i < first + count; i += batch) {
      long pte = pageTable.pte(table, i);
      if (!Pte.isAnon(pte)) {
        batch = 1;
        pageTable.setPte(table, i, Pte.NONE);
        continue;
      }
      // Pages of one folio that are mapped side by side leave in one batch.
      batch = pageTable.batch(kernel.memory(), table, i, first + count);
      for (int k = i; k < i + batch; k++) {
        long each = pageTable.pte(table, k);
        rmap.mergeAccessBits(each);
        frames.setFlags(pfn + k - first, frames.flags(Pte.pfn(each)) & kept);
        pageTable.setPte(table, k, Pte.NONE);
      }
      present += batch;
      rmap.removePtes(mm, vma, Pte.pfn(pte), batch);
    }
    return present;
  }

  /// `map_anon_folio_pmd()`; the table, now empty, is deposited.
  private void mapHuge(Mm mm, Vma vma, int slot, int pfn) {
    mm.pageTable.setPmd(slot, Pte.of(pfn, Pmd.HUGE | flags(vma)));
    int folio = frames.folio(pfn);
    rmap.addPmd(mm, folio);
    rmap.queueUnderused(folio);
    mm.addPmdMapped(1);
  }

  /// `map_anon_folio_pte()`.
  private void mapPtes(Mm mm, Vma vma, int table, int first, int count, int pfn) {
    for (int i = 0; i < count; i++) {
      mm.pageTable.setPte(table, first + i, Pte.of(pfn + i, flags(vma)));
    }
    rmap.addPtes(mm, pfn, count);
  }

  /// Dirty even where nothing can be written: a clean page is one that MADV_FREE gave up.
  private static long flags(Vma vma) {
    long writable = vma.has(VmFlags.WRITE) ? Pte.WRITE : 0;
    return Pte.PRESENT | Pte.YOUNG | Pte.DIRTY | Pte.EXCLUSIVE | writable;
  }
}
