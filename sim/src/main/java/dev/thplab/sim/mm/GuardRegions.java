package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Lightweight guard pages: MADV_GUARD_INSTALL and MADV_GUARD_REMOVE of mm/madvise.c.
///
/// A guard is a marker in the PTE: an access to it raises SIGSEGV, and its page table rules out a
/// THP for the range.
final class GuardRegions {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;

  private final HugeMemory huge;
  private final Zap zap;

  GuardRegions(HugeMemory huge, Zap zap) {
    this.huge = huge;
    this.zap = zap;
  }

  /// Replaces the pages of a range of one VMA by guards; returns 0 or a negated errno.
  long install(Mm mm, Vma vma, long start, long end) {
    if (vma.has(VmFlags.SPECIAL | VmFlags.LOCKED)) {
      return -Errno.EINVAL;
    }
    if (vma.isAnonymous()) {
      // With an anon_vma, fork copies the markers.
      mm.prepareAnonVma(vma);
    }
    if (hasOtherThanGuards(mm, start, end)) {
      zap.zap(mm, vma, start, end, false);
    }
    vma.flags |= VmFlags.MAYBE_GUARD;
    PageTable pageTable = mm.pageTable;
    for (long address = start; address < end; address += PhysicalMemory.PAGE_SIZE) {
      int slot = pageTable.makePmdSlot(address);
      if (pageTable.pmd(slot) == Pmd.NONE && !huge.installTable(mm, slot)) {
        return -Errno.ENOMEM;
      }
      pageTable.setPte(pageTable.table(slot), PageTable.pteIndex(address), Pte.GUARD);
    }
    return 0;
  }

  /// Removes the guards of a range of one VMA; other pages stay.
  long remove(Mm mm, Vma vma, long start, long end) {
    if (vma.has(VmFlags.SPECIAL)) {
      return -Errno.EINVAL;
    }
    PageTable pageTable = mm.pageTable;
    long next;
    for (long address = start; address < end; address = next) {
      next = Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = pageTable.pmdSlot(address);
      if (slot == PageTable.NONE || !Pmd.isTable(pageTable.pmd(slot))) {
        continue;
      }
      for (long page = address; page < next; page += PhysicalMemory.PAGE_SIZE) {
        int index = PageTable.pteIndex(page);
        if (pageTable.pte(pageTable.table(slot), index) == Pte.GUARD) {
          pageTable.setPte(pageTable.table(slot), index, Pte.NONE);
        }
      }
    }
    return 0;
  }

  private static boolean hasOtherThanGuards(Mm mm, long start, long end) {
    PageTable pageTable = mm.pageTable;
    for (long address = start; address < end; address += PhysicalMemory.PAGE_SIZE) {
      int slot = pageTable.pmdSlot(address);
      if (slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE) {
        continue;
      }
      if (Pmd.isTransHuge(pageTable.pmd(slot))) {
        return true;
      }
      long pte = pageTable.pte(pageTable.table(slot), PageTable.pteIndex(address));
      if (pte != Pte.NONE && pte != Pte.GUARD) {
        return true;
      }
    }
    return false;
  }
}
