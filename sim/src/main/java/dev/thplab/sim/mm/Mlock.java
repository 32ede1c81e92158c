package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Locks memory: mlock(2) of mm/mlock.c (6.18).
///
/// Which VMAs are locked is in their flags, which folios are in theirs (`PG_mlocked`): a new one of
/// a locked VMA is, and loses the mark when a page of it leaves such a VMA.
final class Mlock {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;

  private final PhysicalMemory memory;
  private final Rmap rmap;
  private final VmaEditor editor;
  private final Populate populate;

  Mlock(PhysicalMemory memory, Rmap rmap, VmaEditor editor, Populate populate) {
    this.memory = memory;
    this.rmap = rmap;
    this.editor = editor;
    this.populate = populate;
  }

  /// mlock(2): marks the VMAs of a range `VM_LOCKED` and faults their pages in. What the address
  /// does not align is rounded down.
  long mlock(Mm mm, long start, long length) {
    long address = start & -PhysicalMemory.PAGE_SIZE;
    long end = MemoryMap.pageAlign(start + length);
    while (address < end) {
      Vma vma = mm.vmas.lookup(address);
      if (vma == null) {
        return -Errno.ENOMEM;
      }
      long to = Math.min(end, vma.end);
      if (!vma.has(VmFlags.LOCKED)) {
        editor.modifyFlags(mm, vma, address, to, vma.flags | VmFlags.LOCKED);
        lockFolios(mm, address, to);
      }
      address = to;
    }
    return error(populate.mapped(mm, start & -PhysicalMemory.PAGE_SIZE, end));
  }

  /// `__mlock_posix_error_return()`.
  private static long error(long error) {
    return switch ((int) error) {
      case -Errno.EFAULT -> -Errno.ENOMEM;
      case -Errno.ENOMEM -> -Errno.EAGAIN;
      default -> error;
    };
  }

  /// Marks the anonymous folios that are mapped in a range (`mlock_pte_range`).
  private void lockFolios(Mm mm, long start, long end) {
    PageTable pageTable = mm.pageTable;
    long next;
    for (long address = start; address < end; address = next) {
      next = Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = pageTable.pmdSlot(address);
      long pmd = slot == PageTable.NONE ? Pmd.NONE : pageTable.pmd(slot);
      if ((pmd & Pmd.HUGE) != 0 && (pmd & Pte.SHMEM) == 0) {
        rmap.markLocked(Pte.pfn(pmd));
      } else if (Pmd.isTable(pmd)) {
        int first = PageTable.pteIndex(address);
        lockFolios(pageTable, pageTable.table(slot), first, PageTable.pteIndex(next - 1) + 1);
      }
    }
  }

  /// A large folio that is not mapped in full in the range is left alone (`allow_mlock_munlock`).
  private void lockFolios(PageTable pageTable, int table, int from, int to) {
    int count;
    for (int i = from; i < to; i += count) {
      long pte = pageTable.pte(table, i);
      count = 1;
      if (Pte.isAnon(pte)) {
        count = pageTable.batch(memory, table, i, to);
        if (count == rmap.nrPages(Pte.pfn(pte))) {
          rmap.markLocked(Pte.pfn(pte));
        }
      }
    }
  }
}
