package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Finds and removes the mappings of shared memory: the walks over `i_mmap` in mm/rmap.c.
final class ShmemMappings {
  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory huge;

  ShmemMappings(Kernel kernel, Rmap rmap, HugeMemory huge) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.huge = huge;
  }

  /// A visitor of address spaces that may map a page.
  interface Visitor {
    /// `address` is where the page would be mapped.
    void visit(Mm mm, Vma vma, long address);
  }

  /// Visits every VMA that covers `page`.
  void forEach(Shmem shmem, int page, Visitor visitor) {
    for (Mm mm : kernel.mms()) {
      for (int i = 0; i < mm.vmas.size(); i++) {
        Vma vma = mm.vmas.get(i);
        if (vma.shmem == shmem && vma.pgoff <= page && page < vma.pgoff + vma.nrPages()) {
          visitor.visit(mm, vma, vma.start + ((page - vma.pgoff) << PhysicalMemory.PAGE_SHIFT));
        }
      }
    }
  }

  /// Number of mappings of one page (`folio_precise_page_mapcount`).
  int mapcount(Shmem shmem, int page) {
    int[] mapcount = {0};
    forEach(shmem, page, (mm, _, address) -> mapcount[0] += isMapped(mm, address) ? 1 : 0);
    return mapcount[0];
  }

  /// Whether more than one address space maps a page of `[first, first + count)`, a folio, or a
  /// base page is mapped more than once (`folio_maybe_mapped_shared`).
  boolean isShared(Shmem shmem, int first, int count) {
    Mm[] mapper = {null};
    boolean[] shared = {false};
    for (int page = first; page < first + count; page++) {
      forEach(
          shmem,
          page,
          (mm, _, address) -> {
            if (isMapped(mm, address)) {
              shared[0] |= mapper[0] != null && (count == 1 || mapper[0] != mm);
              mapper[0] = mm;
            }
          });
    }
    return shared[0];
  }

  private static boolean isMapped(Mm mm, long address) {
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    if (slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE) {
      return false;
    }
    long pmd = pageTable.pmd(slot);
    return Pmd.isTransHuge(pmd)
        || (pageTable.pte(pageTable.table(slot), PageTable.pteIndex(address)) & Pte.SHMEM) != 0;
  }

  /// Removes every mapping of `[first, first + count)`, a folio (`try_to_unmap`).
  void unmap(Shmem shmem, int first, int count) {
    for (int page = first; page < first + count; page++) {
      forEach(
          shmem,
          page,
          (mm, _, address) -> {
            if (isMapped(mm, address)) {
              unmap(mm, address);
            }
          });
    }
  }

  private void unmap(Mm mm, long address) {
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    if (Pmd.isTransHuge(pageTable.pmd(slot))) {
      huge.split(mm, slot, address & -HugeMemory.PMD_SIZE);
      return;
    }
    int table = pageTable.table(slot);
    rmap.mergeDirty(pageTable.pte(table, PageTable.pteIndex(address)));
    pageTable.setPte(table, PageTable.pteIndex(address), Pte.NONE);
    mm.addShmemPages(-1);
    kernel.tlb().flushPage(mm.id(), address);
  }
}
