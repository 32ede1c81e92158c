package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Faults memory in ahead of its use: MAP_POPULATE and MADV_POPULATE_* (`__mm_populate` and
/// `faultin_page_range` of mm/gup.c).
final class Populate {
  private final FaultHandler faults;
  private final Rmap rmap;

  Populate(FaultHandler faults, Rmap rmap) {
    this.faults = faults;
    this.rmap = rmap;
  }

  /// Faults in what mmap just mapped: for writing where it is private and writable, else for
  /// reading. Returns 0 or the negated errno of the first page that cannot be had; mmap ignores it.
  long mapped(Mm mm, long start, long end) {
    long address = start;
    while (address < end) {
      Vma vma = mm.vmas.lookup(address);
      if (vma == null || !vma.has(VmFlags.ACCESS)) {
        return vma == null ? 0 : -Errno.EFAULT;
      }
      boolean write = (vma.flags & (VmFlags.WRITE | VmFlags.SHARED)) == VmFlags.WRITE;
      long to = Math.min(end, vma.end);
      long error = range(mm, address, to, write);
      if (error != 0) {
        return error;
      }
      address = to;
    }
    return 0;
  }

  /// MADV_POPULATE_READ and MADV_POPULATE_WRITE: the same for memory that the caller may access
  /// that way, mapped already or not (`check_vma_flags`).
  long advised(Mm mm, long start, long end, boolean write) {
    long address = start;
    while (address < end) {
      Vma vma = mm.vmas.lookup(address);
      if (vma == null) {
        return -Errno.ENOMEM;
      }
      if (!vma.has(write ? VmFlags.WRITE : VmFlags.READ)) {
        return -Errno.EINVAL;
      }
      long to = Math.min(end, vma.end);
      long error = range(mm, address, to, write);
      if (error != 0) {
        return error;
      }
      address = to;
    }
    return 0;
  }

  /// Faults in every page of `[start, end)` that is not there, or not writable for a write; returns
  /// 0 or a negated errno.
  long range(Mm mm, long start, long end, boolean write) {
    long address = start;
    while (address < end) {
      Vma vma = mm.vmas.lookup(address);
      if (vma == null) {
        return -Errno.ENOMEM;
      }
      if (vma.has(VmFlags.IO | VmFlags.PFNMAP)) {
        return -Errno.EINVAL;
      }
      long mapped = touch(mm, address, write);
      if (mapped > 0) {
        address += mapped;
        continue;
      }
      switch (faults.handle(mm, address, write)) {
        case FaultHandler.OK -> {}
        case FaultHandler.SIGSEGV -> {
          return vma.has(write ? VmFlags.WRITE : VmFlags.ACCESS) ? -Errno.EFAULT : -Errno.EINVAL;
        }
        case FaultHandler.SIGBUS -> {
          return -Errno.EFAULT;
        }
        default -> {
          return -Errno.ENOMEM;
        }
      }
    }
    return 0;
  }

  /// Uses what is mapped at `address` (`follow_page_mask` with FOLL_TOUCH); returns the bytes from
  /// there that the mapping covers, or 0 where a fault is needed.
  private long touch(Mm mm, long address, boolean write) {
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    if (slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE) {
      return 0;
    }
    long pmd = pageTable.pmd(slot);
    if (Pmd.isTransHuge(pmd)) {
      if (write && !Pte.isWritable(pmd)) {
        return 0;
      }
      pageTable.setPmd(slot, pmd | (write ? Pte.YOUNG | Pte.DIRTY : Pte.YOUNG));
      return HugeMemory.PMD_SIZE - (address & (HugeMemory.PMD_SIZE - 1));
    }
    long pte = pageTable.pte(pageTable.table(slot), PageTable.pteIndex(address));
    if (!Pte.isPresent(pte) || (write && !Pte.isWritable(pte))) {
      return 0;
    }
    touchPage(pte, write);
    return PhysicalMemory.PAGE_SIZE;
  }

  /// The folio takes the marks, not the PTE, which the processor may be changing.
  private void touchPage(long pte, boolean write) {
    if (!Pte.isAnon(pte) && (pte & Pte.SHMEM) == 0) {
      return;
    }
    if (write && (pte & Pte.DIRTY) == 0) {
      rmap.markDirty(Pte.pfn(pte));
    }
    rmap.markReferenced(Pte.pfn(pte));
  }
}
