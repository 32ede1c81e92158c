package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Lets the kernel drop or deactivate pages later: MADV_FREE, MADV_COLD and MADV_PAGEOUT of
/// mm/madvise.c.
///
/// A large folio of which only a part is meant is split first, unless another process may map it.
/// There is no swap: MADV_PAGEOUT writes nothing out, but splits each large folio for want of a
/// slot as large (`shrink_folio_list` of mm/vmscan.c).
final class LazyFree {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final FolioSplit folioSplit;
  private final Folios folios;
  private final FolioSharing sharing;

  LazyFree(Kernel kernel, FolioSplit folioSplit, FolioSharing sharing) {
    this.kernel = kernel;
    this.folioSplit = folioSplit;
    this.sharing = sharing;
    folios = kernel.memory().folios();
  }

  /// Applies the advice FREE, COLD or PAGEOUT to a range of one VMA.
  void apply(Mm mm, long start, long end, Advice advice) {
    long next;
    for (long address = start; address < end; address = next) {
      next = Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = mm.pageTable.pmdSlot(address);
      if (slot == PageTable.NONE || mm.pageTable.pmd(slot) == Pmd.NONE) {
        continue;
      }
      if (Pmd.isTransHuge(mm.pageTable.pmd(slot)) && huge(mm, slot, next - address, advice)) {
        continue;
      }
      int from = PageTable.pteIndex(address);
      int to = from + (int) ((next - address) >> PhysicalMemory.PAGE_SHIFT);
      ptes(mm, slot, from, to, advice);
    }
    kernel.tlb().flushRange(mm.id(), start, end);
  }

  /// `madvise_free_huge_pmd()`; returns whether nothing is left to do with the range.
  private boolean huge(Mm mm, int slot, long bytes, Advice advice) {
    long pmd = mm.pageTable.pmd(slot);
    if ((pmd & Pmd.HUGE) == 0 || (pmd & Pte.SHMEM) != 0) {
      return true;
    }
    int folio = kernel.memory().frames().folio(Pte.pfn(pmd));
    if (sharing.maybeSharedFolio(folio)) {
      return true;
    }
    if (bytes != PMD_SIZE) {
      folioSplit.split(folio);
      return false;
    }
    if (advice == Advice.PAGEOUT) {
      pageOut(folio);
      return true;
    }
    mm.pageTable.setPmd(slot, pmd & ~cleared(advice));
    if (advice == Advice.FREE) {
      markLazyFree(folio, PMD_PAGES);
    }
    return true;
  }

  /// `madvise_free_pte_range()`.
  private void ptes(Mm mm, int slot, int from, int to, Advice advice) {
    PageTable pageTable = mm.pageTable;
    int table = pageTable.table(slot);
    int i = from;
    while (i < to) {
      long pte = pageTable.pte(table, i);
      if (!Pte.isAnon(pte)) {
        i++;
        continue;
      }
      int folio = kernel.memory().frames().folio(Pte.pfn(pte));
      int count = pageTable.batch(kernel.memory(), table, i, to);
      if (folio != Folios.NONE && count < 1 << folios.order(folio)) {
        if (sharing.maybeSharedFolio(folio)) {
          i++;
        } else {
          folioSplit.split(folio);
        }
        continue;
      }
      boolean shared = folio != Folios.NONE && sharing.maybeSharedFolio(folio);
      if (advice == Advice.PAGEOUT) {
        if (folio != Folios.NONE && !shared) {
          pageOut(folio);
        }
        i += count;
        continue;
      }
      for (int k = i; k < i + count; k++) {
        pageTable.setPte(table, k, pageTable.pte(table, k) & ~cleared(advice));
      }
      if (advice == Advice.FREE) {
        markLazyFree(folio, count);
      }
      i += count;
    }
  }

  private static long cleared(Advice advice) {
    return advice == Advice.FREE ? Pte.YOUNG | Pte.DIRTY : Pte.YOUNG;
  }

  /// No swap slots: the folio is split, and its pages stay.
  private void pageOut(int folio) {
    int order = folios.order(folio);
    folioSplit.split(folio);
    if (order == PhysicalMemory.PMD_ORDER) {
      kernel.count(VmEvent.THP_SWPOUT_FALLBACK);
    }
    kernel.count(order, MthpStat.SWPOUT_FALLBACK, 1);
  }

  /// `folio_mark_lazyfree()`.
  private void markLazyFree(int folio, int nrPages) {
    if (folio == Folios.NONE || !folios.isLazyFree(folio)) {
      kernel.count(VmEvent.PGLAZYFREE, nrPages);
      if (folio != Folios.NONE) {
        folios.setLazyFree(folio, true);
      }
    }
  }
}
