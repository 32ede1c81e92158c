package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.Account;

/// Duplicates an address space: `dup_mmap()` and `copy_page_range()` of mm/memory.c.
final class Fork {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;
  private static final long PUD_SIZE = PMD_SIZE << 9;
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory huge;

  Fork(Kernel kernel, Rmap rmap, HugeMemory huge) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.huge = huge;
  }

  /// Returns a copy of `parent` for the process `owner`; private pages are shared until one side
  /// writes.
  Mm duplicate(Mm parent, Account owner) {
    Mm child = new Mm(kernel, owner);
    child.startBrk = parent.startBrk;
    child.brk = parent.brk;
    child.setThpDisable(parent.thpDisable());
    child.onKhugepagedList = parent.onKhugepagedList;
    child.hasProtNone = parent.hasProtNone;
    for (int i = 0; i < parent.vmas.size(); i++) {
      Vma vma = parent.vmas.get(i);
      if (vma.has(VmFlags.DONTCOPY)) {
        continue;
      }
      Vma copy = vma.slice(vma.start, vma.end);
      copy.flags &= ~VmFlags.LOCKED;
      boolean wipe = vma.has(VmFlags.WIPEONFORK);
      copy.anonVma = vma.anonVma == null || wipe ? null : kernel.newAnonVma(vma.anonVma);
      copy.forkChild = copy.anonVma != null;
      if (copy.shmem != null) {
        copy.shmem.addUsers(1);
      }
      child.vmas.insert(copy);
      if (needsCopy(vma) && !wipe) {
        copyTables(parent, child, vma);
      }
    }
    kernel.tlb().flushAsid(parent.id());
    return child;
  }

  /// `vma_needs_copy()`: faults would not bring back what the tables hold.
  private static boolean needsCopy(Vma vma) {
    return vma.anonVma != null || vma.has(VmFlags.MAYBE_GUARD);
  }

  private void copyTables(Mm parent, Mm child, Vma vma) {
    PageTable source = parent.pageTable;
    long next;
    for (long address = vma.start; address < vma.end; address = next) {
      next = Math.min(vma.end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = source.pmdSlot(address);
      if (slot == PageTable.NONE) {
        next = Math.min(vma.end, (address & -PUD_SIZE) + PUD_SIZE);
        continue;
      }
      long pmd = source.pmd(slot);
      if (pmd == Pmd.NONE || (Pmd.isTransHuge(pmd) && (pmd & Pte.SHMEM) != 0)) {
        continue;
      }
      int childSlot = child.pageTable.makePmdSlot(address);
      if (child.pageTable.pmd(childSlot) == Pmd.NONE && !huge.installTable(child, childSlot)) {
        throw new IllegalStateException("no memory for a page table at %x".formatted(address));
      }
      if (Pmd.isTransHuge(pmd)) {
        copyHuge(parent, child, slot, childSlot, pmd);
      } else {
        int from = PageTable.pteIndex(address);
        int to = from + (int) ((next - address) >> PhysicalMemory.PAGE_SHIFT);
        copyPtes(parent, child, slot, childSlot, from, to);
      }
    }
  }

  /// `copy_huge_pmd()`.
  private void copyHuge(Mm parent, Mm child, int slot, int childSlot, long pmd) {
    if (Pmd.isHugeZero(pmd)) {
      huge.shareHugeZero(child);
      child.pageTable.setPmd(childSlot, pmd);
      return;
    }
    long shared = pmd & ~(Pte.WRITE | Pte.EXCLUSIVE);
    parent.pageTable.setPmd(slot, shared);
    child.pageTable.setPmd(childSlot, shared & ~Pte.YOUNG);
    rmap.addPmd(child, kernel.memory().frames().folio(Pte.pfn(pmd)));
    child.addAnonPages(PMD_PAGES);
    child.addPmdMapped(1);
  }

  /// Copies an entry that maps no anonymous folio; shared memory stays writable.
  private static void copyOther(Mm child, int childTable, int index, long pte) {
    boolean shmem = (pte & Pte.SHMEM) != 0;
    long kept = pte & ~(Pte.TOUCHED | Pte.WRITTEN);
    child.pageTable.setPte(childTable, index, kept & ~(shmem ? Pte.DIRTY | Pte.YOUNG : Pte.WRITE));
    if (shmem) {
      child.addShmemPages(1);
    }
  }

  /// `copy_pte_range()`: pages of one folio that are mapped side by side are shared in one batch.
  private void copyPtes(Mm parent, Mm child, int slot, int childSlot, int from, int to) {
    PageTable source = parent.pageTable;
    PageTable target = child.pageTable;
    int table = source.table(slot);
    int childTable = target.table(childSlot);
    int i = from;
    while (i < to) {
      long pte = source.pte(table, i);
      if (!Pte.isAnon(pte)) {
        copyOther(child, childTable, i, pte);
        i++;
        continue;
      }
      int count = source.batch(kernel.memory(), table, i, to);
      for (int k = i; k < i + count; k++) {
        long entry = source.pte(table, k);
        rmap.mergeAccessBits(entry);
        long shared = entry & ~(Pte.WRITE | Pte.EXCLUSIVE | Pte.WRITTEN);
        source.setPte(table, k, shared);
        target.setPte(childTable, k, shared & ~(Pte.YOUNG | Pte.TOUCHED));
      }
      rmap.addPtes(child, Pte.pfn(pte), count);
      child.addAnonPages(count);
      i += count;
    }
  }
}
