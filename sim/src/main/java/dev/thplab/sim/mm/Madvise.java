package dev.thplab.sim.mm;

import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.page.PhysicalMemory;

/// The madvise(2) system call (mm/madvise.c): what it does to huge pages. Advice without such an
/// effect is accepted.
final class Madvise {
  private final KernelProfile profile;
  private final VmaEditor editor;
  private final HugeMemory huge;
  private final Zap zap;
  private final Populate populate;
  private final LazyFree lazyFree;
  private final GuardRegions guards;
  private final MadviseCollapse collapse;

  Madvise(
      KernelProfile profile,
      VmaEditor editor,
      HugeMemory huge,
      Zap zap,
      Populate populate,
      LazyFree lazyFree,
      MadviseCollapse collapse) {
    this.profile = profile;
    guards = new GuardRegions(huge, zap);
    this.lazyFree = lazyFree;
    this.collapse = collapse;
    this.editor = editor;
    this.huge = huge;
    this.zap = zap;
    this.populate = populate;
  }

  /// Applies advice to `[start, start + length)` VMA by VMA and returns 0 or a negated errno. Holes
  /// are skipped and make the call end with ENOMEM.
  long madvise(Mm mm, long start, long length, Advice advice) {
    if (!isKnown(advice)) {
      return -Errno.EINVAL;
    }
    long size = MemoryMap.pageAlign(length);
    if ((start & (PhysicalMemory.PAGE_SIZE - 1)) != 0 || size < 0 || (length != 0 && size == 0)) {
      return -Errno.EINVAL;
    }
    long end = start + size;
    if (end < start) {
      return -Errno.EINVAL;
    }
    if (size == 0) {
      return 0;
    }
    if (advice == Advice.POPULATE_READ || advice == Advice.POPULATE_WRITE) {
      return populate.advised(mm, start, end, advice == Advice.POPULATE_WRITE);
    }
    boolean hole = false;
    long address = start;
    while (address < end) {
      int i = mm.vmas.indexFrom(address);
      if (i == mm.vmas.size() || mm.vmas.get(i).start >= end) {
        return -Errno.ENOMEM;
      }
      Vma vma = mm.vmas.get(i);
      if (vma.start > address) {
        hole = true;
        address = vma.start;
      }
      long to = Math.min(end, vma.end);
      long error = apply(mm, vma, address, to, advice);
      if (error != 0) {
        return error;
      }
      address = to;
    }
    return hole ? -Errno.ENOMEM : 0;
  }

  private long apply(Mm mm, Vma vma, long start, long end, Advice advice) {
    switch (advice) {
      case HUGEPAGE -> {
        if (vma.has(VmFlags.SPECIAL)) {
          return -Errno.EINVAL;
        }
        long flags = vma.flags & ~VmFlags.NOHUGEPAGE | VmFlags.HUGEPAGE;
        huge.enterKhugepaged(mm, vma, flags);
        setFlags(mm, vma, start, end, flags);
      }
      case NOHUGEPAGE ->
          setFlags(mm, vma, start, end, vma.flags & ~VmFlags.HUGEPAGE | VmFlags.NOHUGEPAGE);
      case DONTFORK -> setFlags(mm, vma, start, end, vma.flags | VmFlags.DONTCOPY);
      case DOFORK -> setFlags(mm, vma, start, end, vma.flags & ~VmFlags.DONTCOPY);
      case WIPEONFORK -> {
        if (!vma.isAnonymous()) {
          return -Errno.EINVAL;
        }
        setFlags(mm, vma, start, end, vma.flags | VmFlags.WIPEONFORK);
      }
      case KEEPONFORK -> setFlags(mm, vma, start, end, vma.flags & ~VmFlags.WIPEONFORK);
      case DONTNEED, DONTNEED_LOCKED -> {
        boolean locked = advice == Advice.DONTNEED && vma.has(VmFlags.LOCKED);
        if (locked || vma.has(VmFlags.PFNMAP)) {
          return -Errno.EINVAL;
        }
        zap.zap(mm, vma, start, end, true);
      }
      case FREE -> {
        if (!vma.isAnonymous() || vma.has(VmFlags.LOCKED)) {
          return -Errno.EINVAL;
        }
        lazyFree.apply(mm, vma, start, end, advice);
      }
      case COLD, PAGEOUT -> {
        if (vma.has(VmFlags.LOCKED | VmFlags.PFNMAP)) {
          return -Errno.EINVAL;
        }
        lazyFree.apply(mm, vma, start, end, advice);
      }
      case GUARD_INSTALL -> {
        return guards.install(mm, vma, start, end);
      }
      case GUARD_REMOVE -> {
        return guards.remove(mm, vma, start, end);
      }
      case COLLAPSE -> {
        return collapse.collapse(mm, vma, start, end);
      }
      case REMOVE -> {
        return -Errno.EINVAL;
      }
      case NORMAL ->
          setFlags(mm, vma, start, end, vma.flags & ~(VmFlags.SEQ_READ | VmFlags.RAND_READ));
      case SEQUENTIAL ->
          setFlags(mm, vma, start, end, (vma.flags & ~VmFlags.RAND_READ) | VmFlags.SEQ_READ);
      case RANDOM ->
          setFlags(mm, vma, start, end, (vma.flags & ~VmFlags.SEQ_READ) | VmFlags.RAND_READ);
      case DONTDUMP -> setFlags(mm, vma, start, end, vma.flags | VmFlags.DONTDUMP);
      case DODUMP -> {
        if (vma.has(VmFlags.SPECIAL)) {
          return -Errno.EINVAL;
        }
        setFlags(mm, vma, start, end, vma.flags & ~VmFlags.DONTDUMP);
      }
      case MERGEABLE -> {
        if (vma.isAnonymous() && !vma.has(VmFlags.SPECIAL)) {
          setFlags(mm, vma, start, end, vma.flags | VmFlags.MERGEABLE);
        }
      }
      case UNMERGEABLE -> setFlags(mm, vma, start, end, vma.flags & ~VmFlags.MERGEABLE);
      case WILLNEED, POPULATE_READ, POPULATE_WRITE -> {}
    }
    return 0;
  }

  /// `madvise_behavior_valid()`.
  private boolean isKnown(Advice advice) {
    return profile.hasGuardRegions()
        || (advice != Advice.GUARD_INSTALL && advice != Advice.GUARD_REMOVE);
  }

  private void setFlags(Mm mm, Vma vma, long start, long end, long flags) {
    if (flags != vma.flags) {
      editor.modifyFlags(mm, vma, start, end, flags);
    }
  }
}
