package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// Changes the protection of memory: `mprotect_fixup()` and `change_protection()` of mm/mprotect.c.
final class Mprotect {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;

  private final Kernel kernel;
  private final VmaEditor editor;
  private final HugeMemory huge;
  private final Rmap rmap;
  private final Populate populate;

  Mprotect(Kernel kernel, VmaEditor editor, HugeMemory huge, Rmap rmap, Populate populate) {
    this.rmap = rmap;
    this.populate = populate;
    this.kernel = kernel;
    this.editor = editor;
    this.huge = huge;
  }

  /// Gives `[start, end)` the access bits `access`; a hole ends the call with ENOMEM after what
  /// lies before it changed.
  long change(Mm mm, long start, long end, long access) {
    long address = start;
    while (address < end) {
      Vma vma = mm.vmas.lookup(address);
      if (vma == null) {
        return -Errno.ENOMEM;
      }
      long to = Math.min(end, vma.end);
      fixup(mm, vma, address, to, access);
      address = to;
    }
    return 0;
  }

  private void fixup(Mm mm, Vma vma, long start, long end, long access) {
    long flags = (vma.flags & ~VmFlags.ACCESS) | access;
    if (flags == vma.flags) {
      return;
    }
    long uncharged = VmFlags.ACCOUNT | VmFlags.WRITE | VmFlags.SHARED | VmFlags.NORESERVE;
    if ((access & VmFlags.WRITE) != 0) {
      if ((vma.flags & uncharged) == 0) {
        flags |= VmFlags.ACCOUNT;
      }
    } else if (vma.has(VmFlags.ACCOUNT) && vma.isAnonymous() && vma.anonVma == null) {
      flags &= ~VmFlags.ACCOUNT;
    }
    boolean gainsWrite = (access & VmFlags.WRITE) != 0;
    boolean staysIn =
        (vma.flags & (VmFlags.WRITE | VmFlags.SHARED | VmFlags.LOCKED)) == VmFlags.LOCKED;
    Vma changed = editor.modifyFlags(mm, vma, start, end, flags);
    changeProtection(mm, changed, start, end, gainsWrite);
    if (staysIn && gainsWrite) {
      // Private locked memory that becomes writable gets its own pages at once.
      populate.mapped(mm, start, end);
    }
  }

  private void changeProtection(Mm mm, Vma vma, long start, long end, boolean gainsWrite) {
    PageTable pageTable = mm.pageTable;
    boolean losesAccess = !vma.has(VmFlags.ACCESS);
    if (losesAccess) {
      mm.hasProtNone = true;
    }
    long next;
    for (long address = start; address < end; address = next) {
      next = Math.min(end, (address & -PMD_SIZE) + PMD_SIZE);
      int slot = pageTable.pmdSlot(address);
      if (slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE) {
        continue;
      }
      long pmd = pageTable.pmd(slot);
      if (Pmd.isTransHuge(pmd)) {
        if (next - address == PMD_SIZE) {
          pageTable.setPmd(slot, protect(vma, pmd, gainsWrite));
          continue;
        }
        huge.split(mm, slot, address & -PMD_SIZE);
        if (pageTable.pmd(slot) == Pmd.NONE) {
          continue;
        }
      }
      int table = pageTable.table(slot);
      int from = PageTable.pteIndex(address);
      for (int i = from; i < from + (int) ((next - address) >> PhysicalMemory.PAGE_SHIFT); i++) {
        long pte = pageTable.pte(table, i);
        if (Pte.isPresent(pte)) {
          if (losesAccess && Pte.isAnon(pte)) {
            rmap.mergeAccessBits(pte);
          }
          long kept = losesAccess ? pte & ~(Pte.TOUCHED | Pte.WRITTEN) : pte;
          pageTable.setPte(table, i, protect(vma, kept, gainsWrite));
        }
      }
    }
    kernel.tlb().flushRange(mm.id(), start, end);
  }

  /// Takes write access away, or gives it to pages that need no write fault first
  /// (`can_change_pte_writable`): exclusive anonymous pages that are dirty, and pages of shared
  /// mappings.
  private static long protect(Vma vma, long entry, boolean gainsWrite) {
    if (!gainsWrite) {
      return entry & ~Pte.WRITE;
    }
    boolean zero = (entry & (Pte.ZERO | Pmd.HUGE_ZERO)) != 0;
    boolean exclusive = !zero && (entry & Pte.EXCLUSIVE) != 0;
    boolean sharedFile = vma.has(VmFlags.SHARED) && (entry & (Pte.FILE | Pte.SHMEM)) != 0;
    return exclusive || sharedFile ? entry | Pte.WRITE : entry;
  }
}
