package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// The system calls that shape an address space: mmap, munmap, mprotect and brk (mm/mmap.c,
/// mm/vma.c, mm/mprotect.c).
///
/// They return an address or 0, or a negated [Errno].
final class MemoryMap {
  private static final long PAGE_SIZE = PhysicalMemory.PAGE_SIZE;
  private static final long MAY_ACCESS = VmFlags.MAYREAD | VmFlags.MAYWRITE | VmFlags.MAYEXEC;

  private final Kernel kernel;
  private final VmaEditor editor;
  private final Zap zap;
  private final Populate populate;
  private final Mprotect mprotect;

  MemoryMap(Kernel kernel, VmaEditor editor, Zap zap, Populate populate, Mprotect mprotect) {
    this.kernel = kernel;
    this.editor = editor;
    this.zap = zap;
    this.populate = populate;
    this.mprotect = mprotect;
  }

  /// mmap(2). `address` 0 without MAP_FIXED lets the kernel choose; other addresses are taken as
  /// they are, and an occupied range is replaced under MAP_FIXED and refused with EEXIST else.
  /// `anonymous` tells anonymous memory from a file's.
  long mmap(Mm mm, long address, long length, int prot, int flags, boolean anonymous) {
    long size = pageAlign(length);
    if (length <= 0 || size <= 0 || (address & (PAGE_SIZE - 1)) != 0) {
      return -Errno.EINVAL;
    }
    boolean shared = (flags & MmapFlags.MAP_SHARED) != 0;
    long start = address;
    if (address == 0 && (flags & MmapFlags.MAP_FIXED) == 0) {
      start = AddressSpace.unmappedArea(mm, size, anonymous && !shared);
      if (start < 0) {
        return -Errno.ENOMEM;
      }
    }
    if (start < 0 || start > PageTable.TASK_SIZE - size) {
      return -Errno.ENOMEM;
    }
    if (mm.vmas.overlaps(start, start + size)) {
      if ((flags & MmapFlags.MAP_FIXED) == 0 || (flags & MmapFlags.MAP_FIXED_NOREPLACE) != 0) {
        return -Errno.EEXIST;
      }
      munmap(mm, start, size);
    }
    Vma vma = newVma(start, start + size, vmFlags(prot, flags));
    if (!anonymous) {
      vma.file = kernel.nextFileId();
    } else if (shared) {
      vma.shmem = new Shmem(kernel.nextFileId(), Math.toIntExact(size >> 12));
      vma.shmem.addUsers(1);
      vma.pgoff = 0;
    }
    editor.map(mm, vma);
    if ((flags & MmapFlags.MAP_POPULATE) != 0 && (flags & MmapFlags.MAP_NONBLOCK) == 0
        || (flags & MmapFlags.MAP_LOCKED) != 0) {
      populate.mapped(mm, start, start + size);
    }
    return start;
  }

  /// `calc_vm_prot_bits()` and `calc_vm_flag_bits()`; private writable memory is accounted.
  private static long vmFlags(int prot, int flags) {
    long vmFlags = MAY_ACCESS | access(prot);
    if ((flags & MmapFlags.MAP_SHARED) != 0) {
      vmFlags |= VmFlags.SHARED | VmFlags.MAYSHARE;
    }
    if ((flags & MmapFlags.MAP_GROWSDOWN) != 0) {
      vmFlags |= VmFlags.GROWSDOWN;
    }
    if ((flags & MmapFlags.MAP_LOCKED) != 0) {
      vmFlags |= VmFlags.LOCKED;
    }
    if ((flags & MmapFlags.MAP_STACK) != 0) {
      vmFlags |= VmFlags.NOHUGEPAGE;
    }
    if ((flags & MmapFlags.MAP_NORESERVE) != 0) {
      vmFlags |= VmFlags.NORESERVE;
    } else if ((flags & MmapFlags.MAP_SHARED) == 0 && (prot & MmapFlags.PROT_WRITE) != 0) {
      vmFlags |= VmFlags.ACCOUNT;
    }
    return vmFlags;
  }

  static long access(int prot) {
    long access = 0;
    if ((prot & MmapFlags.PROT_READ) != 0) {
      access |= VmFlags.READ;
    }
    if ((prot & MmapFlags.PROT_WRITE) != 0) {
      access |= VmFlags.WRITE;
    }
    if ((prot & MmapFlags.PROT_EXEC) != 0) {
      access |= VmFlags.EXEC;
    }
    return access;
  }

  /// munmap(2).
  long munmap(Mm mm, long start, long length) {
    long size = pageAlign(length);
    if ((start & (PAGE_SIZE - 1)) != 0
        || size <= 0
        || start < 0
        || start > PageTable.TASK_SIZE - size) {
      return -Errno.EINVAL;
    }
    long end = start + size;
    if (!mm.vmas.overlaps(start, end)) {
      return 0;
    }
    editor.splitAround(mm, start, end);
    int first = mm.vmas.indexFrom(start);
    while (first < mm.vmas.size() && mm.vmas.get(first).start < end) {
      Vma vma = mm.vmas.get(first);
      zap.zap(mm, vma, vma.start, vma.end, false);
      mm.vmas.remove(vma);
      releaseShmem(vma);
    }
    zap.freeTables(mm, start, end);
    return 0;
  }

  private void releaseShmem(Vma vma) {
    if (vma.shmem != null && vma.shmem.addUsers(-1) == 0) {
      FileFault.release(kernel.memory(), vma.shmem);
    }
  }

  /// Unmaps everything, as the last user of an address space does (`exit_mmap`).
  void exit(Mm mm) {
    while (mm.vmas.size() > 0) {
      Vma vma = mm.vmas.get(mm.vmas.size() - 1);
      zap.zap(mm, vma, vma.start, vma.end, false);
      mm.vmas.remove(vma);
      releaseShmem(vma);
      zap.freeTables(mm, vma.start, vma.end);
    }
    kernel.tlb().flushAsid(mm.id());
    kernel.walkCache().flushAsid(mm.id());
    if (mm.usesHugeZero) {
      kernel.hugeZero().put();
      mm.usesHugeZero = false;
    }
    mm.onKhugepagedList = false;
    kernel.removeMm(mm);
  }

  /// mprotect(2).
  long mprotect(Mm mm, long start, long length, int prot) {
    long size = pageAlign(length);
    if ((start & (PAGE_SIZE - 1)) != 0 || size < 0) {
      return -Errno.EINVAL;
    }
    return size == 0 ? 0 : mprotect.change(mm, start, start + size, access(prot));
  }

  /// Faults in what a range has mapped (`mm_populate`).
  void populate(Mm mm, long start, long end) {
    populate.mapped(mm, start, end);
  }

  /// brk(2): moves the end of the heap and returns where it is afterwards.
  long brk(Mm mm, long address) {
    if (address < mm.startBrk) {
      return mm.brk;
    }
    long oldEnd = pageAlign(mm.brk);
    long newEnd = pageAlign(address);
    if (newEnd < oldEnd) {
      munmap(mm, newEnd, oldEnd - newEnd);
    } else if (newEnd > oldEnd) {
      if (mm.vmas.overlaps(oldEnd, newEnd + PAGE_SIZE)) {
        return mm.brk;
      }
      long flags = VmFlags.READ | VmFlags.WRITE | MAY_ACCESS | VmFlags.ACCOUNT;
      editor.add(mm, newVma(oldEnd, newEnd, flags));
    }
    mm.brk = address;
    return address;
  }

  private Vma newVma(long start, long end, long flags) {
    return new Vma(start, end, flags, start >> 12, Vma.NO_FILE, kernel.clock().nowNs());
  }

  static long pageAlign(long length) {
    return (length + PAGE_SIZE - 1) & -PAGE_SIZE;
  }
}
