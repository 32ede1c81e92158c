package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Reclaims what MADV_PAGEOUT picked, on a machine without swap: `shrink_folio_list()` of
/// mm/vmscan.c and `try_to_unmap_one()` of mm/rmap.c (6.18).
///
/// Anonymous pages stay, large folios are split for want of a slot as large; only pages that
/// MADV_FREE marked and nobody has written since are dropped. Shared memory is unmapped, and
/// dropped if it was never written.
final class PageOut {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory huge;
  private final FolioSplit folioSplit;
  private final ShmemMappings shmemMappings;
  private final Folios folios;
  private final Frames frames;

  PageOut(
      Kernel kernel,
      Rmap rmap,
      HugeMemory huge,
      FolioSplit folioSplit,
      ShmemMappings shmemMappings) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.huge = huge;
    this.folioSplit = folioSplit;
    this.shmemMappings = shmemMappings;
    folios = kernel.memory().folios();
    frames = kernel.memory().frames();
  }

  /// Reclaims the anonymous THP that the PMD entry of the range at `address` maps, and nobody else.
  void hugeMapping(Mm mm, int slot, long address) {
    int folio = frames.folio(Pte.pfn(mm.pageTable.pmd(slot)));
    if (folios.isLazyFree(folio)) {
      huge.split(mm, slot, address);
      discard(mm, slot, 0, PMD_PAGES);
    } else {
      splitForSwap(folio);
    }
  }

  /// Reclaims an anonymous folio whose `count` pages the PTEs from `index` map, and nobody else.
  void ptes(Mm mm, int slot, int index, int count) {
    int pfn = Pte.pfn(mm.pageTable.pte(mm.pageTable.table(slot), index));
    int folio = frames.folio(pfn);
    if (folio == Folios.NONE) {
      if ((frames.flags(pfn) & FrameFlags.LAZY_FREE) != 0) {
        discard(mm, slot, index, 1);
      }
    } else if (folios.isLazyFree(folio)) {
      discard(mm, slot, index, count);
    } else {
      splitForSwap(folio);
    }
  }

  /// Drops the pages of a folio that MADV_FREE marked, batch by batch of equally writable PTEs;
  /// from a batch on that was written since, they stay and the mark goes (`folio_unmap_pte_batch`).
  private void discard(Mm mm, int slot, int index, int count) {
    int table = mm.pageTable.table(slot);
    int end = index + count;
    int next;
    for (int i = index; i < end; i = next) {
      long writable = mm.pageTable.pte(table, i) & Pte.WRITE;
      next = i + 1;
      while (next < end && (mm.pageTable.pte(table, next) & Pte.WRITE) == writable) {
        next++;
      }
      if (!discardBatch(mm, table, i, next)) {
        return;
      }
    }
  }

  private boolean discardBatch(Mm mm, int table, int from, int to) {
    PageTable pageTable = mm.pageTable;
    int pfn = Pte.pfn(pageTable.pte(table, from));
    long together = 0;
    for (int i = from; i < to; i++) {
      together |= pageTable.pte(table, i) & (Pte.YOUNG | Pte.DIRTY);
      rmap.mergeAccessBits(pageTable.pte(table, i));
      rmap.mergeDirty(pageTable.pte(table, i));
    }
    if (rmap.isDirty(pfn)) {
      for (int i = from; i < to; i++) {
        pageTable.setPte(table, i, pageTable.pte(table, i) | together);
      }
      setSwapBacked(pfn);
      return false;
    }
    for (int i = from; i < to; i++) {
      pageTable.setPte(table, i, Pte.NONE);
    }
    mm.addAnonPages(from - to);
    rmap.removePtes(mm, pfn, to - from);
    return true;
  }

  /// `folio_set_swapbacked()`.
  private void setSwapBacked(int pfn) {
    int folio = frames.folio(pfn);
    if (folio == Folios.NONE) {
      frames.clearFlags(pfn, FrameFlags.LAZY_FREE);
    } else {
      folios.setLazyFree(folio, false);
    }
  }

  /// No swap slots: the folio is split, and its pages stay.
  private void splitForSwap(int folio) {
    int order = folios.order(folio);
    folioSplit.split(folio);
    if (order == PhysicalMemory.PMD_ORDER) {
      kernel.count(VmEvent.THP_SWPOUT_FALLBACK);
    }
    kernel.count(order, MthpStat.SWPOUT_FALLBACK, 1);
  }

  /// Reclaims the folio of shared memory that holds `page`.
  void shmem(Shmem shmem, int page) {
    int pfn = shmem.pfn(page);
    int folio = frames.folio(pfn);
    int nrPages = folio == Folios.NONE ? 1 : 1 << folios.order(folio);
    shmemMappings.unmap(shmem, page & -nrPages, nrPages);
    if (!rmap.isDirty(pfn)) {
      shmem.free(kernel.memory(), page);
    }
  }

  /// Splits the large folio of shared memory at page `first`: it is unmapped, and stays as base
  /// pages (`split_huge_page_to_list_to_order`).
  void splitShmem(Shmem shmem, int first) {
    int pfn = shmem.pfn(first);
    shmemMappings.unmap(shmem, first, PMD_PAGES);
    if (rmap.isDirty(pfn)) {
      for (int i = 0; i < PMD_PAGES; i++) {
        frames.setFlags(pfn + i, FrameFlags.DIRTY);
      }
    }
    kernel.memory().dissolve(frames.folio(pfn));
    kernel.count(VmEvent.THP_SPLIT_PAGE);
    kernel.count(PhysicalMemory.PMD_ORDER, MthpStat.SPLIT, 1);
  }
}
