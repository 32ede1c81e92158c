package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Takes pages and page tables away from a range: `zap_page_range_single()`, `unmap_vmas()` and
/// `free_pgtables()` of mm/memory.c (6.18).
final class Zap {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;
  private static final long PUD_SIZE = PMD_SIZE << 9;

  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory huge;

  Zap(Kernel kernel, Rmap rmap, HugeMemory huge) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.huge = huge;
  }

  /// Unmaps the pages of `[start, end)` of a VMA. MADV_DONTNEED (`dontneed`) keeps guard markers,
  /// and where the kernel has `CONFIG_PT_RECLAIM` it also frees a PTE table that the range covers
  /// in full and that is empty afterwards.
  void zap(Mm mm, Vma vma, long start, long end, boolean dontneed) {
    PageTable pageTable = mm.pageTable;
    long next;
    for (long address = start; address < end; address = next) {
      next = Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = pageTable.pmdSlot(address);
      if (slot == PageTable.NONE) {
        next = Math.min(end, (address & -PUD_SIZE) + PUD_SIZE);
        continue;
      }
      long pmd = pageTable.pmd(slot);
      if (pmd == Pmd.NONE) {
        continue;
      }
      boolean whole = next - address == PMD_SIZE;
      if (Pmd.isTransHuge(pmd)) {
        if (whole) {
          zapHuge(mm, vma, slot, pmd);
          kernel.explainer().hugeLost(mm, address, pmd, false);
          continue;
        }
        huge.split(mm, slot, address & -PMD_SIZE);
        if (pageTable.pmd(slot) == Pmd.NONE) {
          continue;
        }
      }
      int first = PageTable.pteIndex(address);
      zapPtes(
          mm, vma, pageTable.table(slot), first, first + (int) ((next - address) >> 12), dontneed);
      if (dontneed
          && whole
          && kernel.profile().reclaimsPageTables()
          && pageTable.isRangeNone(pageTable.table(slot), 0, PMD_PAGES)) {
        huge.freeTable(mm, slot);
      }
    }
    kernel.tlb().flushRange(mm.id(), start, end);
    kernel.walkCache().flushRange(mm.id(), start, end);
  }

  private void zapHuge(Mm mm, Vma vma, int slot, long pmd) {
    PageTable pageTable = mm.pageTable;
    pageTable.setPmd(slot, Pmd.NONE);
    if ((pmd & Pmd.HUGE) != 0) {
      if ((pmd & Pte.SHMEM) != 0) {
        rmap.mergeDirty(pmd);
        mm.addShmemPages(-PMD_PAGES);
      } else {
        mm.addAnonPages(-PMD_PAGES);
        mm.addPmdMapped(-1);
        rmap.removePmd(mm, vma, kernel.memory().frames().folio(Pte.pfn(pmd)));
      }
    }
    huge.freeTable(mm, slot);
  }

  /// `zap_pte_range()`: pages of one folio that are mapped side by side leave in one batch.
  private void zapPtes(Mm mm, Vma vma, int table, int from, int to, boolean keepGuards) {
    PageTable pageTable = mm.pageTable;
    int i = from;
    while (i < to) {
      long pte = pageTable.pte(table, i);
      if (pte == Pte.NONE || (keepGuards && pte == Pte.GUARD)) {
        i++;
        continue;
      }
      if (!Pte.isAnon(pte)) {
        pageTable.setPte(table, i, Pte.NONE);
        if ((pte & Pte.SHMEM) != 0) {
          rmap.mergeDirty(pte);
          mm.addShmemPages(-1);
        }
        i++;
        continue;
      }
      int count = pageTable.batch(kernel.memory(), table, i, to);
      for (int k = 0; k < count; k++) {
        rmap.mergeAccessBits(pageTable.pte(table, i + k));
        pageTable.setPte(table, i + k, Pte.NONE);
      }
      mm.addAnonPages(-count);
      rmap.removePtes(mm, vma, Pte.pfn(pte), count);
      i += count;
    }
  }

  /// Frees the page tables below `[start, end)` that no VMA needs any more; the range must have
  /// been unmapped.
  void freeTables(Mm mm, long start, long end) {
    PageTable pageTable = mm.pageTable;
    long next;
    for (long address = start & -PMD_SIZE; address < end; address = next) {
      next = address + PMD_SIZE;
      int slot = pageTable.pmdSlot(address);
      if (slot == PageTable.NONE) {
        next = (address & -PUD_SIZE) + PUD_SIZE;
        continue;
      }
      if (pageTable.pmd(slot) != Pmd.NONE && !mm.vmas.overlaps(address, next)) {
        huge.freeTable(mm, slot);
      }
    }
    for (long address = start & -PUD_SIZE; address < end; address += PUD_SIZE) {
      if (!mm.vmas.overlaps(address, address + PUD_SIZE)) {
        pageTable.freePmdTable(address);
      }
    }
  }
}
