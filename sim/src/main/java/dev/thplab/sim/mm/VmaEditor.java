package dev.thplab.sim.mm;

import java.util.Objects;

/// Splits, merges and changes VMAs: `__split_vma()`, `vma_merge_new_range()` and
/// `vma_merge_existing_range()` of mm/vma.c (6.18).
final class VmaEditor {
  private final HugeMemory huge;

  VmaEditor(HugeMemory huge) {
    this.huge = huge;
  }

  /// Splits a VMA at `address`, which must lie inside it, and returns the upper part. A huge
  /// mapping across the new boundary is split first.
  Vma split(Mm mm, Vma vma, long address) {
    huge.splitAtBoundary(mm, vma, address);
    Vma upper = vma.slice(address, vma.end);
    if (upper.shmem != null) {
      upper.shmem.addUsers(1);
    }
    vma.end = address;
    mm.vmas.insert(upper);
    return upper;
  }

  /// Splits the VMAs that `[start, end)` cuts, so that it is covered by whole VMAs.
  void splitAround(Mm mm, long start, long end) {
    Vma first = mm.vmas.lookup(start);
    if (first != null && first.start < start) {
      split(mm, first, start);
    }
    Vma last = mm.vmas.lookup(end);
    if (last != null && last.start < end) {
      split(mm, last, end);
    }
  }

  /// Adds what mmap maps, and registers the mm with khugepaged if it is shared memory that could
  /// use a THP (`__mmap_new_vma`).
  void map(Mm mm, Vma mapped) {
    Vma vma = add(mm, mapped);
    if (!vma.isAnonymous()) {
      huge.enterKhugepaged(mm, vma, vma.flags);
    }
  }

  /// Adds a new VMA to a free range: extends a neighbour, or both when they become one, or inserts
  /// it (`vma_merge_new_range`).
  Vma add(Mm mm, Vma added) {
    int i = mm.vmas.indexFrom(added.start);
    Vma prev = i > 0 ? mm.vmas.get(i - 1) : null;
    Vma next = i < mm.vmas.size() ? mm.vmas.get(i) : null;
    boolean special = added.has(VmFlags.SPECIAL);
    boolean left = !special && prev != null && canMergeLeft(prev, added);
    boolean right =
        !special
            && next != null
            && canMergeRight(added, next)
            && (!left || canShareAnonVma(prev, next));
    if (!left && !right) {
      mm.vmas.insert(added);
      return added;
    }
    Vma target = left ? prev : next;
    target.flags |= added.flags & VmFlags.STICKY;
    if (added.shmem != null) {
      added.shmem.addUsers(-1);
    }
    if (left && right) {
      target.flags |= next.flags & VmFlags.STICKY;
      remove(mm, next);
      adoptAnonVma(prev, next);
      prev.adoptAge(next);
      prev.end = next.end;
    } else if (left) {
      prev.end = added.end;
    } else {
      next.start = added.start;
      next.pgoff = added.pgoff;
    }
    adoptAnonVma(target, added);
    huge.enterKhugepaged(mm, target, target.flags);
    return target;
  }

  /// Gives `[start, end)` of a VMA other flags, merging with a neighbour that has the same or
  /// splitting the VMA (`vma_modify_flags`). Returns the VMA that covers the range now.
  Vma modifyFlags(Mm mm, Vma vma, long start, long end, long flags) {
    Vma merged = mergeExisting(mm, vma, start, end, flags);
    if (merged != null) {
      return merged;
    }
    Vma changed = vma;
    if (vma.start < start) {
      changed = split(mm, vma, start);
    }
    if (changed.end > end) {
      split(mm, changed, end);
    }
    changed.flags = flags;
    return changed;
  }

  /// `vma_merge_existing_range()`, or null when nothing merges.
  private Vma mergeExisting(Mm mm, Vma middle, long start, long end, long flags) {
    boolean atLeft = start == middle.start;
    boolean atRight = end == middle.end;
    if ((flags & VmFlags.SPECIAL) != 0 || (!atLeft && !atRight)) {
      return null;
    }
    Vma changed = middle.slice(start, end);
    changed.flags = flags;
    int i = mm.vmas.indexFrom(middle.start);
    Vma prev = i > 0 ? mm.vmas.get(i - 1) : null;
    Vma next = i + 1 < mm.vmas.size() ? mm.vmas.get(i + 1) : null;
    boolean left = atLeft && prev != null && canMergeLeft(prev, changed);
    boolean right =
        atRight
            && next != null
            && canMergeRight(changed, next)
            && (!left || canShareAnonVma(prev, next));
    if (!left && !right) {
      return null;
    }
    Vma target = left ? prev : next;
    Vma donor = left && right && next.anonVma != null ? next : middle;
    adoptAnonVma(target, donor);
    target.adoptAge(middle);
    target.flags |= middle.flags & VmFlags.STICKY;
    if (left && right) {
      target.flags |= next.flags & VmFlags.STICKY;
      remove(mm, middle);
      remove(mm, next);
      prev.adoptAge(next);
      prev.end = next.end;
    } else if (left) {
      shrinkStart(mm, middle, end);
      prev.end = end;
    } else {
      shrinkEnd(mm, middle, start);
      next.pgoff -= (next.start - start) >> 12;
      next.start = start;
    }
    huge.enterKhugepaged(mm, target, target.flags);
    return target;
  }

  private void shrinkStart(Mm mm, Vma vma, long newStart) {
    if (newStart == vma.end) {
      remove(mm, vma);
      return;
    }
    huge.splitAtBoundary(mm, vma, newStart);
    vma.pgoff += (newStart - vma.start) >> 12;
    vma.start = newStart;
  }

  private void shrinkEnd(Mm mm, Vma vma, long newEnd) {
    if (newEnd == vma.start) {
      remove(mm, vma);
      return;
    }
    huge.splitAtBoundary(mm, vma, newEnd);
    vma.end = newEnd;
  }

  private static void remove(Mm mm, Vma vma) {
    mm.vmas.remove(vma);
    if (vma.shmem != null) {
      vma.shmem.addUsers(-1);
    }
  }

  private static boolean canMergeLeft(Vma prev, Vma added) {
    return prev.end == added.start
        && sameKind(prev, added)
        && canShareAnonVma(prev, added)
        && prev.pgoff + prev.nrPages() == added.pgoff;
  }

  private static boolean canMergeRight(Vma added, Vma next) {
    return added.end == next.start
        && sameKind(next, added)
        && canShareAnonVma(next, added)
        && added.pgoff + added.nrPages() == next.pgoff;
  }

  private static boolean sameKind(Vma a, Vma b) {
    return ((a.flags ^ b.flags) & ~VmFlags.STICKY) == 0
        && a.file == b.file
        && a.shmem == b.shmem
        && Objects.equals(a.name, b.name);
  }

  /// `is_mergeable_anon_vma()`, `are_anon_vmas_compatible()`: whether `target` may take over the
  /// pages of `source`.
  private static boolean canShareAnonVma(Vma target, Vma source) {
    if (target.anonVma == null && source.anonVma != null) {
      return !source.forkChild;
    }
    if (target.anonVma != null && source.anonVma == null) {
      return !target.forkChild;
    }
    return Objects.equals(target.anonVma, source.anonVma);
  }

  private static void adoptAnonVma(Vma target, Vma source) {
    if (target.anonVma == null) {
      target.anonVma = source.anonVma;
      target.forkChild = source.forkChild;
    }
  }
}
