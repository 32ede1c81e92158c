package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// The mremap(2) system call: `do_mremap()`, `copy_vma()` and `move_page_tables()` of mm/mremap.c.
final class Mremap {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;

  private final Kernel kernel;
  private final VmaEditor editor;
  private final HugeMemory huge;
  private final MemoryMap map;

  Mremap(Kernel kernel, VmaEditor editor, HugeMemory huge, MemoryMap map) {
    this.kernel = kernel;
    this.editor = editor;
    this.huge = huge;
    this.map = map;
  }

  /// Resizes or moves `[old, old + oldLength)`; returns the new address or a negated errno.
  long mremap(Mm mm, long old, long oldLength, long newLength, int flags, long newAddress) {
    long oldSize = MemoryMap.pageAlign(oldLength);
    long newSize = MemoryMap.pageAlign(newLength);
    boolean fixed = (flags & MmapFlags.MREMAP_FIXED) != 0;
    if ((old & (PhysicalMemory.PAGE_SIZE - 1)) != 0
        || newSize <= 0
        || oldSize <= 0
        || (fixed && (newAddress & (PhysicalMemory.PAGE_SIZE - 1)) != 0)
        || (fixed && newAddress < old + oldSize && old < newAddress + newSize)) {
      return -Errno.EINVAL;
    }
    if (fixed) {
      return newSize == oldSize
          ? moveAll(mm, old, oldSize, newAddress)
          : moveTo(mm, old, oldSize, newSize, newAddress);
    }
    Vma vma = mm.vmas.lookup(old);
    if (vma == null) {
      return -Errno.EFAULT;
    }
    if (newSize <= oldSize) {
      if (newSize < oldSize) {
        map.munmap(mm, old + newSize, oldSize - newSize);
      }
      return old;
    }
    if (old + oldSize > vma.end) {
      return -Errno.EFAULT;
    }
    if (old + oldSize == vma.end && !mm.vmas.overlaps(vma.end, old + newSize)) {
      Vma added = vma.slice(vma.end, old + newSize);
      added.anonVma = vma.anonVma;
      if (added.shmem != null) {
        added.shmem.addUsers(1);
      }
      Vma grown = editor.add(mm, added);
      populateGrowth(mm, grown, old + oldSize, old + newSize);
      return old;
    }
    if ((flags & MmapFlags.MREMAP_MAYMOVE) == 0) {
      return -Errno.ENOMEM;
    }
    long target = AddressSpace.unmappedArea(mm, newSize, vma.isAnonymous());
    return target < 0 ? -Errno.ENOMEM : move(mm, vma, old, oldSize, newSize, target);
  }

  /// `remap_move()`: moves every VMA of a range; holes between them stay as they are.
  private long moveAll(Mm mm, long old, long size, long newAddress) {
    long end = old + size;
    long from = old;
    while (from < end) {
      int i = mm.vmas.indexFrom(from);
      if (i == mm.vmas.size() || mm.vmas.get(i).start >= end) {
        break;
      }
      Vma vma = mm.vmas.get(i);
      if (from == old && vma.start > old) {
        return -Errno.EFAULT;
      }
      long start = Math.max(from, vma.start);
      long to = Math.min(end, vma.end);
      long result = moveTo(mm, start, to - start, to - start, newAddress + (start - old));
      if (result < 0) {
        return result;
      }
      from = to;
    }
    return from == old ? -Errno.EFAULT : newAddress;
  }

  /// `mremap_to()`: makes room, shrinks first if the new range is smaller, and moves.
  private long moveTo(Mm mm, long old, long oldSize, long newSize, long newAddress) {
    Vma vma = mm.vmas.lookup(old);
    if (vma == null || old + Math.min(oldSize, newSize) > vma.end) {
      return -Errno.EFAULT;
    }
    map.munmap(mm, newAddress, newSize);
    if (newSize < oldSize) {
      map.munmap(mm, old + newSize, oldSize - newSize);
    }
    return move(mm, mm.vmas.lookup(old), old, Math.min(oldSize, newSize), newSize, newAddress);
  }

  /// Memory that is locked is faulted in where it grows.
  private void populateGrowth(Mm mm, Vma vma, long start, long end) {
    if (vma.has(VmFlags.LOCKED)) {
      map.populate(mm, start, end);
    }
  }

  /// `move_vma()`: maps the new range, moves the page tables, unmaps the old range.
  private long move(Mm mm, Vma vma, long old, long oldSize, long newSize, long newAddress) {
    Vma copy = vma.slice(old, old + oldSize);
    copy.start = newAddress;
    copy.end = newAddress + newSize;
    if (vma.isAnonymous() && vma.anonVma == null) {
      copy.pgoff = newAddress >> PhysicalMemory.PAGE_SHIFT;
    }
    if (copy.shmem != null) {
      copy.shmem.addUsers(1);
    }
    editor.add(mm, copy);
    moveTables(mm, old, newAddress, oldSize);
    map.munmap(mm, old, oldSize);
    populateGrowth(mm, copy, newAddress + oldSize, newAddress + newSize);
    return newAddress;
  }

  /// `move_page_tables()`: whole aligned 2 MiB ranges move by their PMD entry, the rest PTE by PTE.
  private void moveTables(Mm mm, long from, long to, long size) {
    PageTable pageTable = mm.pageTable;
    long extent;
    for (long done = 0; done < size; done += extent) {
      long source = from + done;
      long target = to + done;
      extent = Math.min(size - done, PMD_SIZE - (source & (PMD_SIZE - 1)));
      extent = Math.min(extent, PMD_SIZE - (target & (PMD_SIZE - 1)));
      int slot = pageTable.pmdSlot(source);
      if (slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE) {
        continue;
      }
      int targetSlot = pageTable.makePmdSlot(target);
      boolean transHuge = Pmd.isTransHuge(pageTable.pmd(slot));
      if (extent == PMD_SIZE && pageTable.pmd(targetSlot) == Pmd.NONE) {
        pageTable.moveRange(slot, targetSlot);
        continue;
      }
      if (transHuge) {
        huge.split(mm, slot, source & -PMD_SIZE);
        if (pageTable.pmd(slot) == Pmd.NONE) {
          continue;
        }
      }
      if (pageTable.pmd(targetSlot) == Pmd.NONE && !huge.installTable(mm, targetSlot)) {
        throw new IllegalStateException("no memory for a page table at %x".formatted(target));
      }
      movePtes(
          pageTable,
          pageTable.table(slot),
          PageTable.pteIndex(source),
          pageTable.table(targetSlot),
          PageTable.pteIndex(target),
          (int) (extent >> PhysicalMemory.PAGE_SHIFT));
    }
    kernel.tlb().flushRange(mm.id(), from, from + size);
    kernel.walkCache().flushRange(mm.id(), from, from + size);
  }

  private static void movePtes(
      PageTable pageTable, int table, int index, int targetTable, int targetIndex, int count) {
    for (int i = 0; i < count; i++) {
      pageTable.setPte(targetTable, targetIndex + i, pageTable.pte(table, index + i));
      pageTable.setPte(table, index + i, Pte.NONE);
    }
  }
}
