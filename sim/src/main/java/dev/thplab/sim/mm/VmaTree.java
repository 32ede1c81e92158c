package dev.thplab.sim.mm;

import java.util.Arrays;

/// The VMAs of one address space in address order: a sorted array, where the kernel has a maple
/// tree.
public final class VmaTree {
  private Vma[] vmas = new Vma[16];
  private int size;

  public int size() {
    return size;
  }

  /// The `i`-th VMA by address.
  public Vma get(int i) {
    return vmas[i];
  }

  /// Index of the first VMA that ends behind `address` (`find_vma`), or [#size].
  public int indexFrom(long address) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (vmas[middle].end > address) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /// Returns the VMA that contains `address`, or null (`vma_lookup`).
  public Vma lookup(long address) {
    int i = indexFrom(address);
    return i < size && vmas[i].start <= address ? vmas[i] : null;
  }

  /// Whether some VMA overlaps `[start, end)`.
  public boolean overlaps(long start, long end) {
    int i = indexFrom(start);
    return i < size && vmas[i].start < end;
  }

  /// The VMA that ends at or before `address` and is nearest to it, or null.
  Vma before(long address) {
    int i = indexFrom(address);
    if (i < size && vmas[i].start < address) {
      return vmas[i];
    }
    return i > 0 ? vmas[i - 1] : null;
  }

  /// Returns a tree of copied VMAs; those that shared memory still do, through its copies.
  VmaTree copy(CopiedShmems shmems) {
    VmaTree copy = new VmaTree();
    copy.vmas = new Vma[vmas.length];
    copy.size = size;
    for (int i = 0; i < size; i++) {
      copy.vmas[i] = vmas[i].slice(vmas[i].start, vmas[i].end);
      copy.vmas[i].shmem = shmems.copyOf(vmas[i].shmem);
    }
    return copy;
  }

  void insert(Vma vma) {
    int i = indexFrom(vma.start);
    if (size == vmas.length) {
      vmas = Arrays.copyOf(vmas, size * 2);
    }
    System.arraycopy(vmas, i, vmas, i + 1, size - i);
    vmas[i] = vma;
    size++;
  }

  void remove(Vma vma) {
    int i = indexFrom(vma.start);
    if (vmas[i] != vma) {
      throw new IllegalStateException("no VMA starts at %x".formatted(vma.start));
    }
    System.arraycopy(vmas, i + 1, vmas, i, size - i - 1);
    vmas[--size] = null;
  }
}
