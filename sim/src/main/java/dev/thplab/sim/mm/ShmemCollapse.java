package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.stats.VmEvent;

/// Replaces the base pages of 2 MiB of shared memory by one THP: `hpage_collapse_scan_file()`,
/// `collapse_file()` and `collapse_pte_mapped_thp()` of mm/khugepaged.c (6.18).
///
/// What counts is which pages exist, not which are mapped. All mappings go; MADV_COLLAPSE maps the
/// THP, after khugepaged the next fault does.
final class ShmemCollapse {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory huge;
  private final ShmemMappings mappings;

  ShmemCollapse(Kernel kernel, Rmap rmap, HugeMemory huge, ShmemMappings mappings) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.huge = huge;
    this.mappings = mappings;
  }

  /// Looks at the range at `start` of `vma` and collapses it if it may; `forced` by MADV_COLLAPSE.
  /// A range that is a THP already succeeds at each look.
  ScanResult range(Mm mm, Vma vma, long start, boolean forced) {
    Shmem shmem = vma.shmem;
    int first = (int) vma.indexOf(start);
    if (first + PMD_PAGES > shmem.nrPages()) {
      return ScanResult.TRUNCATED;
    }
    if (!shmem.isHuge(kernel.memory(), first)) {
      int present = present(shmem, first);
      int maxNone = kernel.thp().khugepaged().get(KhugepagedSettings.Key.MAX_PTES_NONE);
      if (!forced && present < PMD_PAGES - maxNone) {
        kernel.count(VmEvent.THP_SCAN_EXCEED_NONE_PTE);
        return ScanResult.EXCEED_NONE_PTE;
      }
      ScanResult result = collapse(shmem, first, present);
      if (result != ScanResult.SUCCEED || !forced) {
        return result;
      }
    }
    return map(mm, vma, start, forced);
  }

  private static int present(Shmem shmem, int first) {
    int present = 0;
    for (int page = first; page < first + PMD_PAGES; page++) {
      if (shmem.pfn(page) != BuddyAllocator.NONE) {
        present++;
      }
    }
    return present;
  }

  /// `collapse_file()`.
  private ScanResult collapse(Shmem shmem, int first, int present) {
    PhysicalMemory memory = kernel.memory();
    int pfn = memory.allocateShmemFolio(PhysicalMemory.PMD_ORDER);
    if (pfn == BuddyAllocator.NONE) {
      kernel.count(VmEvent.THP_COLLAPSE_ALLOC_FAILED);
      return ScanResult.ALLOC_HUGE_PAGE_FAIL;
    }
    kernel.count(VmEvent.THP_COLLAPSE_ALLOC);
    if (present == 0) {
      memory.freeLargeFolio(memory.frames().folio(pfn));
      return ScanResult.TRUNCATED;
    }
    for (int i = 0; i < PMD_PAGES; i++) {
      if (shmem.pfn(first + i) != BuddyAllocator.NONE) {
        mappings.unmap(shmem, first + i, 1);
        shmem.free(memory, first + i);
      }
      shmem.setPfn(first + i, pfn + i);
    }
    rmap.markDirty(pfn);
    mappings.forEach(shmem, first, this::retract);
    return ScanResult.SUCCEED;
  }

  /// `retract_page_tables()`: frees the empty table where the VMA covers the whole range.
  private void retract(Mm mm, Vma vma, long address) {
    int slot = mm.pageTable.pmdSlot(address);
    if (vma.suits(address, PhysicalMemory.PMD_ORDER)
        && !vma.has(VmFlags.MAYBE_GUARD)
        && slot != PageTable.NONE
        && Pmd.isTable(mm.pageTable.pmd(slot))) {
      freeTable(mm, slot, address);
    }
  }

  private void freeTable(Mm mm, int slot, long address) {
    huge.freeTable(mm, slot);
    kernel.walkCache().flushRange(mm.id(), address, address + HugeMemory.PMD_SIZE);
  }

  /// `collapse_pte_mapped_thp()`: takes the PTEs of a THP away and maps it by its PMD entry if
  /// `install`.
  private ScanResult map(Mm mm, Vma vma, long start, boolean install) {
    if (AllowableOrders.isDisabled(mm, vma.flags, true)) {
      return ScanResult.VMA_CHECK;
    }
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.makePmdSlot(start);
    int pfn = vma.shmem.pfn((int) vma.indexOf(start));
    if (Pmd.isTransHuge(pageTable.pmd(slot))) {
      return ScanResult.SUCCEED;
    }
    if (Pmd.isTable(pageTable.pmd(slot))) {
      ScanResult result = removeTable(mm, slot, start, pfn);
      if (result != ScanResult.SUCCEED) {
        return result;
      }
    }
    if (install && !huge.mapShmem(mm, vma, slot, pfn, false)) {
      return ScanResult.FAIL;
    }
    return ScanResult.SUCCEED;
  }

  private ScanResult removeTable(Mm mm, int slot, long start, int pfn) {
    PageTable pageTable = mm.pageTable;
    int table = pageTable.table(slot);
    for (int i = 0; i < PMD_PAGES; i++) {
      long pte = pageTable.pte(table, i);
      if (pte != Pte.NONE && !Pte.isPresent(pte)) {
        return ScanResult.PTE_NON_PRESENT;
      }
      if (pte != Pte.NONE && Pte.pfn(pte) != pfn + i) {
        return ScanResult.FAIL;
      }
    }
    for (int i = 0; i < PMD_PAGES; i++) {
      long pte = pageTable.pte(table, i);
      if (pte != Pte.NONE) {
        rmap.mergeDirty(pte);
        pageTable.setPte(table, i, Pte.NONE);
        mm.addShmemPages(-1);
      }
    }
    kernel.tlb().flushRange(mm.id(), start, start + HugeMemory.PMD_SIZE);
    freeTable(mm, slot, start);
    return ScanResult.SUCCEED;
  }
}
