package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Serves faults on memory that is not private anonymous: files, and shared anonymous memory
/// (mm/shmem.c), as base pages.
///
/// The page cache is not modelled: a file page costs a fault and no frame. A private write makes an
/// anonymous copy.
final class FileFault {
  /// `fault_around_bytes` of 64 KiB.
  private static final int FAULT_AROUND_PAGES = 16;

  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory hugeMemory;
  private final Outcome outcome;

  FileFault(Kernel kernel, Rmap rmap, HugeMemory hugeMemory, Outcome outcome) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.hugeMemory = hugeMemory;
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
    if (!write && mapAround(mm, vma, table, address, flags)) {
      outcome.set(FaultKind.SHMEM, 0, 1, kernel.cost().fileFaultNs());
      return FaultHandler.OK;
    }
    if (!allocateHuge(mm, vma, address) && !allocateBase(vma.shmem, page)) {
      return FaultHandler.OOM;
    }
    int pfn = vma.shmem.pfn(page);
    if (write) {
      rmap.markDirty(pfn);
      flags |= Pte.DIRTY;
    }
    boolean whole = mapsWholeFolio(vma, address) && mm.pageTable.isRangeNone(table, 0, PMD_PAGES);
    long from = whole ? address & -HugeMemory.PMD_SIZE : address;
    mapExisting(mm, vma, table, from, whole ? PMD_PAGES : 1, flags);
    outcome.set(FaultKind.SHMEM, 0, 1, kernel.cost().writeFaultNs(0));
    return FaultHandler.OK;
  }

  /// Whether the page at `address` belongs to an order-9 folio that lies in the VMA as a whole, all
  /// behind one page table: its PTEs are set together (`finish_fault`, `filemap_map_pages`).
  private boolean mapsWholeFolio(Vma vma, long address) {
    int page = (int) vma.indexOf(address);
    int pfn = vma.shmem.pfn(page);
    return pfn != BuddyAllocator.NONE
        && kernel.memory().frames().folio(pfn) != Folios.NONE
        && vma.suits(address, PhysicalMemory.PMD_ORDER);
  }

  /// `do_fault_around()`: a read maps the pages that exist among the 16 of its aligned block, or
  /// the large folio. Returns whether the one at `address` was among them.
  private boolean mapAround(Mm mm, Vma vma, int table, long address, long flags) {
    int count = mapsWholeFolio(vma, address) ? PMD_PAGES : FAULT_AROUND_PAGES;
    long aligned = address & -((long) count << PhysicalMemory.PAGE_SHIFT);
    long first = Math.max(aligned, vma.start);
    long tableEnd = (address & -HugeMemory.PMD_SIZE) + HugeMemory.PMD_SIZE;
    long end = Math.min(first + ((long) count << PhysicalMemory.PAGE_SHIFT), tableEnd);
    int pages = (int) ((Math.min(end, vma.end) - first) >> PhysicalMemory.PAGE_SHIFT);
    mapExisting(mm, vma, table, first, pages, flags);
    return Pte.isPresent(mm.pageTable.pte(table, PageTable.pteIndex(address)));
  }

  /// Maps those of `count` pages from `first` that exist and are not mapped.
  private void mapExisting(Mm mm, Vma vma, int table, long first, int count, long flags) {
    for (int i = 0; i < count; i++) {
      long address = first + ((long) i << PhysicalMemory.PAGE_SHIFT);
      int index = PageTable.pteIndex(address);
      long page = vma.indexOf(address);
      if (page >= vma.shmem.nrPages() || mm.pageTable.pte(table, index) != Pte.NONE) {
        continue;
      }
      int pfn = vma.shmem.pfn((int) page);
      if (pfn != BuddyAllocator.NONE) {
        mm.pageTable.setPte(table, index, Pte.of(pfn, flags | Pte.SHMEM));
        mm.addShmemPages(1);
      }
    }
  }

  private boolean allocateBase(Shmem shmem, int page) {
    if (shmem.pfn(page) == BuddyAllocator.NONE) {
      shmem.setPfn(page, kernel.memory().buddy().allocate(0));
    }
    return shmem.pfn(page) != BuddyAllocator.NONE;
  }

  /// Maps an order-9 folio of shared memory by a PMD entry, allocating it if shmem may
  /// (`do_set_pmd`); false where a PTE has to do.
  boolean hugeFault(Mm mm, Vma vma, int slot, long address, boolean write) {
    int order = PhysicalMemory.PMD_ORDER;
    long head = address & -HugeMemory.PMD_SIZE;
    int first = (int) vma.indexOf(address) & -(1 << order);
    Shmem shmem = vma.shmem;
    if (first + (1 << order) > shmem.nrPages()) {
      return false;
    }
    boolean aligned = vma.suits(address, order) && vma.indexOf(head) == first;
    boolean huge = shmem.isHuge(kernel.memory(), first) || allocateHuge(mm, vma, address);
    boolean mappable = aligned && !AllowableOrders.isDisabled(mm, vma.flags, true);
    if (!huge || !mappable || !hugeMemory.mapShmem(mm, vma, slot, shmem.pfn(first), write)) {
      return false;
    }
    if (write) {
      rmap.markDirty(shmem.pfn(first));
    }
    outcome.set(FaultKind.SHMEM, order, 1 << order, kernel.cost().writeFaultNs(order));
    return true;
  }

  /// Allocates an order-9 folio for the pages around `address` if there are none and shmem may
  /// (`shmem_alloc_and_add_folio`).
  private boolean allocateHuge(Mm mm, Vma vma, long address) {
    int order = PhysicalMemory.PMD_ORDER;
    int first = (int) vma.indexOf(address) & -PMD_PAGES;
    if (AllowableOrders.isDisabled(mm, vma.flags, false)
        || kernel.thp().shmemOrders(vma.has(VmFlags.HUGEPAGE)) == 0
        || first + PMD_PAGES > vma.shmem.nrPages()
        || !vma.suits(address, order)
        || !vma.shmem.isRangeEmpty(first, PMD_PAGES)) {
      return false;
    }
    int pfn = kernel.memory().allocateShmemFolio(order);
    if (pfn == BuddyAllocator.NONE) {
      kernel.count(order, MthpStat.SHMEM_FALLBACK, 1);
      return false;
    }
    for (int i = 0; i < 1 << order; i++) {
      vma.shmem.setPfn(first + i, pfn + i);
    }
    kernel.count(VmEvent.THP_FILE_ALLOC);
    kernel.count(order, MthpStat.SHMEM_ALLOC, 1);
    return true;
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
        shmem.free(memory, page);
      }
    }
  }
}
