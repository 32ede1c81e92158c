package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.VmEvent;

/// Lets the kernel drop or deactivate pages, later or now: MADV_FREE, MADV_COLD and MADV_PAGEOUT of
/// mm/madvise.c (6.18).
///
/// A large folio of which only a part is meant is split first, unless another process may map it.
final class LazyFree {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final FolioSplit folioSplit;
  private final ShmemMappings shmemMappings;
  private final PageOut pageOut;
  private final Folios folios;
  private final Frames frames;
  private final FolioSharing sharing;

  LazyFree(
      Kernel kernel,
      Rmap rmap,
      HugeMemory huge,
      FolioSplit folioSplit,
      FolioSharing sharing,
      ShmemMappings mappings) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.folioSplit = folioSplit;
    this.sharing = sharing;
    shmemMappings = mappings;
    pageOut = new PageOut(kernel, rmap, huge, folioSplit, mappings);
    folios = kernel.memory().folios();
    frames = kernel.memory().frames();
  }

  /// Applies the advice FREE, COLD or PAGEOUT to a range of one VMA.
  void apply(Mm mm, Vma vma, long start, long end, Advice advice) {
    PageTable pageTable = mm.pageTable;
    long next;
    for (long address = start; address < end; address = next) {
      next = Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = pageTable.pmdSlot(address);
      boolean done = slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE;
      if (!done && Pmd.isTransHuge(pageTable.pmd(slot))) {
        boolean whole = next - address == PMD_SIZE;
        boolean shmem = (pageTable.pmd(slot) & Pte.SHMEM) != 0;
        done =
            shmem
                ? hugeShmem(mm, vma, slot, address, whole, advice)
                : hugeAnon(mm, slot, address, whole, advice);
      }
      if (!done) {
        ptes(mm, vma, slot, address, next, advice);
      }
    }
    kernel.tlb().flushRange(mm.id(), start, end);
  }

  /// `madvise_free_huge_pmd()`, `madvise_cold_or_pageout_pte_range()`; returns whether nothing is
  /// left to do with the range.
  private boolean hugeAnon(Mm mm, int slot, long address, boolean whole, Advice advice) {
    long pmd = mm.pageTable.pmd(slot);
    if (Pmd.isHugeZero(pmd)) {
      return true;
    }
    int folio = frames.folio(Pte.pfn(pmd));
    if (sharing.maybeSharedFolio(folio)) {
      return true;
    }
    if (!whole) {
      folioSplit.split(folio);
      return false;
    }
    if (advice == Advice.PAGEOUT) {
      pageOut.hugeMapping(mm, slot, address);
      return true;
    }
    mm.pageTable.setPmd(slot, pmd & ~cleared(advice));
    if (advice == Advice.FREE) {
      markLazyFree(Pte.pfn(pmd), PMD_PAGES);
    }
    return true;
  }

  private boolean hugeShmem(Mm mm, Vma vma, int slot, long address, boolean whole, Advice advice) {
    int first = (int) vma.indexOf(address) & -PMD_PAGES;
    if (shmemMappings.isShared(vma.shmem, first, PMD_PAGES)) {
      return true;
    }
    if (!whole) {
      pageOut.splitShmem(vma.shmem, first);
    } else if (advice == Advice.PAGEOUT) {
      pageOut.shmem(vma.shmem, first);
    } else {
      mm.pageTable.setPmd(slot, mm.pageTable.pmd(slot) & ~cleared(advice));
    }
    return true;
  }

  /// `madvise_free_pte_range()`, `madvise_cold_or_pageout_pte_range()`.
  private void ptes(Mm mm, Vma vma, int slot, long start, long end, Advice advice) {
    PageTable pageTable = mm.pageTable;
    int table = pageTable.table(slot);
    int to = PageTable.pteIndex(end - 1) + 1;
    int i = PageTable.pteIndex(start);
    while (i < to && pageTable.pmd(slot) != Pmd.NONE) {
      long pte = pageTable.pte(table, i);
      if (Pte.isAnon(pte)) {
        i += anonFolio(mm, slot, i, to, advice);
        continue;
      }
      if ((pte & Pte.SHMEM) != 0) {
        long address = (start & -PMD_SIZE) + ((long) i << PhysicalMemory.PAGE_SHIFT);
        shmemFolio(vma.shmem, (int) vma.indexOf(address), i == 0 && to == PMD_PAGES, advice);
      }
      i++;
    }
  }

  private void shmemFolio(Shmem shmem, int page, boolean wholeTable, Advice advice) {
    int folio = frames.folio(shmem.pfn(page));
    int nrPages = folio == Folios.NONE ? 1 : 1 << folios.order(folio);
    if (shmemMappings.isShared(shmem, page & -nrPages, nrPages)) {
      return;
    }
    if (nrPages > 1 && !wholeTable) {
      pageOut.splitShmem(shmem, page & -nrPages);
    } else if (advice == Advice.PAGEOUT) {
      pageOut.shmem(shmem, page);
    }
  }

  /// Handles the pages of one folio that are mapped from PTE `i` on and returns how many PTEs that
  /// settles.
  private int anonFolio(Mm mm, int slot, int i, int to, Advice advice) {
    PageTable pageTable = mm.pageTable;
    int table = pageTable.table(slot);
    int pfn = Pte.pfn(pageTable.pte(table, i));
    int folio = frames.folio(pfn);
    int count = pageTable.batch(kernel.memory(), table, i, to);
    boolean shared = sharing.maybeShared(pfn);
    if (folio != Folios.NONE && count < 1 << folios.order(folio)) {
      if (shared) {
        return 1;
      }
      folioSplit.split(folio);
      return 0;
    }
    boolean elsewhere = rmap.references(pfn) != count;
    if (elsewhere && (advice != Advice.FREE || rmap.isDirty(pfn))) {
      return count;
    }
    if (advice != Advice.FREE) {
      rmap.clearReferenced(pfn);
    }
    if (advice == Advice.PAGEOUT) {
      pageOut.ptes(mm, slot, i, count);
      return count;
    }
    for (int k = i; k < i + count; k++) {
      pageTable.setPte(table, k, pageTable.pte(table, k) & ~cleared(advice));
    }
    if (advice == Advice.FREE) {
      markLazyFree(pfn, count);
    }
    return count;
  }

  private static long cleared(Advice advice) {
    return advice == Advice.FREE ? Pte.YOUNG | Pte.DIRTY : Pte.YOUNG;
  }

  /// `folio_mark_lazyfree()`, of a folio that is no longer dirty; not if another process has locked
  /// it.
  private void markLazyFree(int pfn, int nrPages) {
    int folio = frames.folio(pfn);
    boolean marked =
        folio == Folios.NONE
            ? (frames.flags(pfn) & FrameFlags.LAZY_FREE) != 0
            : folios.isLazyFree(folio);
    rmap.clearDirty(pfn);
    if (marked || rmap.isLocked(pfn)) {
      return;
    }
    rmap.clearReferenced(pfn);
    kernel.count(VmEvent.PGLAZYFREE, nrPages);
    if (folio == Folios.NONE) {
      frames.setFlags(pfn, FrameFlags.LAZY_FREE);
    } else {
      folios.setLazyFree(folio, true);
    }
  }
}
