package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.stats.VmEvent;

/// Serves writes to present, write-protected PTEs: `do_wp_page()` of mm/memory.c (6.18).
///
/// A page that only this mm maps is reused; else one base page is copied, never a large folio, and
/// no policy is asked.
final class WriteFault {
  private final Kernel kernel;
  private final Rmap rmap;
  private final Outcome outcome;

  WriteFault(Kernel kernel, Rmap rmap, Outcome outcome) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.outcome = outcome;
  }

  int fault(Mm mm, Vma vma, int table, long address) {
    PageTable pageTable = mm.pageTable;
    int index = PageTable.pteIndex(address);
    long pte = pageTable.pte(table, index);
    boolean sharedMapping = vma.has(VmFlags.SHARED) && (pte & (Pte.FILE | Pte.SHMEM)) != 0;
    if (sharedMapping || (Pte.isAnon(pte) && canReuse(pte))) {
      long exclusive = sharedMapping ? 0 : Pte.EXCLUSIVE;
      pageTable.setPte(table, index, pte | Pte.WRITE | Pte.DIRTY | Pte.YOUNG | exclusive);
      kernel.tlb().flushPage(mm.id(), address);
      kernel.count(VmEvent.PGREUSE);
      outcome.set(FaultKind.REUSE, 0, 0, kernel.cost().reuseFaultNs());
      return FaultHandler.OK;
    }
    return copy(mm, vma, table, address);
  }

  /// `wp_can_reuse_anon_folio()`: nobody else maps the folio. A large folio of which one page is
  /// left is copied, so that it is freed (`__wp_can_reuse_large_anon_folio`).
  private boolean canReuse(long pte) {
    if ((pte & Pte.EXCLUSIVE) != 0) {
      return true;
    }
    PhysicalMemory memory = kernel.memory();
    int slot = memory.frames().folio(Pte.pfn(pte));
    if (slot == Folios.NONE) {
      return memory.frames().mapcount(Pte.pfn(pte)) == 1;
    }
    return kernel.profile().reusesLargeFolios()
        && !memory.folios().maybeMappedShared(slot)
        && memory.folios().largeMapcount(slot) > 1;
  }

  /// `wp_page_copy()`: a new base page takes the place of the shared page, file page or zero page.
  private int copy(Mm mm, Vma vma, int table, long address) {
    PageTable pageTable = mm.pageTable;
    int index = PageTable.pteIndex(address);
    long old = pageTable.pte(table, index);
    mm.prepareAnonVma(vma);
    int pfn = rmap.allocate(vma, address, 0);
    if (pfn == BuddyAllocator.NONE) {
      return FaultHandler.OOM;
    }
    boolean fromZero = (old & Pte.ZERO) != 0;
    long flags = Pte.PRESENT | Pte.WRITE | Pte.DIRTY | Pte.YOUNG | Pte.EXCLUSIVE;
    pageTable.setPte(table, index, Pte.of(pfn, flags));
    rmap.addPtes(mm, pfn, 1);
    if (Pte.isAnon(old)) {
      rmap.mergeAccessBits(old);
      kernel.memory().frames().setFlags(pfn, nonZero(old));
      rmap.removePtes(mm, vma, Pte.pfn(old), 1);
    } else {
      mm.addAnonPages(1);
      if ((old & Pte.SHMEM) != 0) {
        mm.addShmemPages(-1);
      }
    }
    kernel.tlb().flushPage(mm.id(), address);
    outcome.set(
        FaultKind.COW,
        0,
        fromZero ? 1 : 0,
        fromZero ? kernel.cost().zeroPageWriteFaultNs() : kernel.cost().cowFaultNs());
    return FaultHandler.OK;
  }

  private int nonZero(long pte) {
    return kernel.memory().frames().flags(Pte.pfn(pte)) & FrameFlags.NONZERO;
  }
}
