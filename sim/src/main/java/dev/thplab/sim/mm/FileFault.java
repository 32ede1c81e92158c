package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.FaultKind;

/// Serves faults on memory that is not private anonymous: files, and shared anonymous memory
/// (mm/shmem.c), as base pages.
///
/// The page cache is not modelled: a file page costs a fault and no frame. A private write makes an
/// anonymous copy.
final class FileFault {
  private final Kernel kernel;
  private final Rmap rmap;
  private final Outcome outcome;

  FileFault(Kernel kernel, Rmap rmap, Outcome outcome) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.outcome = outcome;
  }

  /// `do_read_fault()`, `do_cow_fault()` or `do_shared_fault()` for one PTE that is none.
  int fault(Mm mm, Vma vma, int table, long address, boolean write) {
    if (write && !vma.has(VmFlags.SHARED)) {
      return copyFault(mm, vma, table, address);
    }
    int index = PageTable.pteIndex(address);
    long flags = Pte.PRESENT | Pte.YOUNG;
    if (vma.has(VmFlags.SHARED) && vma.has(VmFlags.WRITE)) {
      flags |= Pte.WRITE;
    }
    if (!vma.isShmem()) {
      mm.pageTable.setPte(table, index, Pte.of(0, flags | Pte.FILE));
      outcome.set(FaultKind.FILE, 0, 0, kernel.cost().fileFaultNs());
      return FaultHandler.OK;
    }
    int page = (int) vma.indexOf(address);
    if (page >= vma.shmem.nrPages()) {
      return FaultHandler.SIGBUS;
    }
    int pfn = vma.shmem.pfn(page);
    if (pfn == BuddyAllocator.NONE) {
      pfn = kernel.memory().buddy().allocate(0);
      if (pfn == BuddyAllocator.NONE) {
        return FaultHandler.OOM;
      }
      vma.shmem.setPfn(page, pfn);
    }
    mm.pageTable.setPte(table, index, Pte.of(pfn, flags | Pte.SHMEM));
    mm.addShmemPages(1);
    outcome.set(FaultKind.SHMEM, 0, 1, kernel.cost().writeFaultNs(0));
    return FaultHandler.OK;
  }

  /// `do_cow_fault()`: the first access to a page of a private file mapping is a write.
  private int copyFault(Mm mm, Vma vma, int table, long address) {
    mm.prepareAnonVma(vma);
    int pfn = rmap.allocate(vma, address, 0);
    if (pfn == BuddyAllocator.NONE) {
      return FaultHandler.OOM;
    }
    long flags = Pte.PRESENT | Pte.WRITE | Pte.DIRTY | Pte.YOUNG | Pte.EXCLUSIVE;
    mm.pageTable.setPte(table, PageTable.pteIndex(address), Pte.of(pfn, flags));
    rmap.addPtes(mm, pfn, 1);
    mm.addAnonPages(1);
    outcome.set(FaultKind.COW, 0, 0, kernel.cost().cowFaultNs());
    return FaultHandler.OK;
  }

  /// Frees the pages of shared memory that nobody maps any more.
  static void release(PhysicalMemory memory, Shmem shmem) {
    for (int page = 0; page < shmem.nrPages(); page++) {
      if (shmem.pfn(page) != BuddyAllocator.NONE) {
        memory.freeFolio0(shmem.pfn(page));
      }
    }
  }
}
