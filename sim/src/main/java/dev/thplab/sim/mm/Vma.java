package dev.thplab.sim.mm;

import dev.thplab.sim.page.PhysicalMemory;

/// A virtual memory area: a range of addresses with the same flags and backing (`struct
/// vm_area_struct`).
public final class Vma {
  /// File identity of memory that no file backs.
  static final int NO_FILE = 0;

  long start;
  long end;
  long flags;

  /// Page offset of `start` in the reverse map; for anonymous memory the page number it was mapped
  /// at.
  long pgoff;

  /// Which file backs the VMA, or [#NO_FILE].
  int file;

  /// Backing of anonymous shared memory, or null.
  Shmem shmem;

  /// Set at the first write fault (`vma->anon_vma`), or null.
  AnonVma anonVma;

  /// Whether the pages may also belong to a parent's anon_vma (`vma_is_fork_child`); such VMAs
  /// merge less.
  boolean forkChild;

  /// Name from PR_SET_VMA_ANON_NAME, or null.
  String name;

  /// Simulated time at which the oldest part of it was mapped; fork, split and mremap keep it. The
  /// kernel has no such field.
  long mappedNs;

  Vma(long start, long end, long flags, long pgoff, int file, long mappedNs) {
    this.start = start;
    this.end = end;
    this.flags = flags;
    this.pgoff = pgoff;
    this.file = file;
    this.mappedNs = mappedNs;
  }

  /// Returns a copy that covers `[newStart, newEnd)`, which must lie within this VMA or continue
  /// it.
  Vma slice(long newStart, long newEnd) {
    long newPgoff = pgoff + ((newStart - start) >> PhysicalMemory.PAGE_SHIFT);
    Vma slice = new Vma(newStart, newEnd, flags, newPgoff, file, mappedNs);
    slice.shmem = shmem;
    slice.anonVma = anonVma;
    slice.forkChild = forkChild;
    slice.name = name;
    return slice;
  }

  public long start() {
    return start;
  }

  /// First byte address behind the VMA.
  public long end() {
    return end;
  }

  /// Bits of [VmFlags].
  public long flags() {
    return flags;
  }

  /// Name from PR_SET_VMA_ANON_NAME, or null.
  public String name() {
    return name;
  }

  /// Name in the address space `mm`: that of PR_SET_VMA_ANON_NAME, `[heap]`, `[stack]`, or null.
  public String displayName(Mm mm) {
    if (name != null) {
      return name;
    }
    if (isAnonymous() && start < mm.brk && end > mm.startBrk) {
      return "[heap]";
    }
    return has(VmFlags.GROWSDOWN) ? "[stack]" : null;
  }

  /// Number of the file behind the VMA, the hidden one of shared anonymous memory included; 0 if
  /// none is.
  public int inode() {
    return shmem == null ? file : shmem.inode();
  }

  /// Page offset of `start` in shared anonymous memory.
  public long pageOffset() {
    return pgoff;
  }

  public long nrPages() {
    return (end - start) >> PhysicalMemory.PAGE_SHIFT;
  }

  /// Whether nothing but anonymous memory backs the VMA (`vma_is_anonymous`): private, no file, no
  /// special mapping.
  public boolean isAnonymous() {
    return file == NO_FILE && shmem == null;
  }

  /// Whether the VMA is anonymous memory shared between processes (shmem).
  public boolean isShmem() {
    return shmem != null;
  }

  /// Takes in a neighbour's memory, which may be older.
  void adoptAge(Vma merged) {
    mappedNs = Math.min(mappedNs, merged.mappedNs);
  }

  boolean has(long flag) {
    return (flags & flag) != 0;
  }

  boolean contains(long address) {
    return address >= start && address < end;
  }

  /// Page offset of `address` in the reverse map (`linear_page_index`).
  long indexOf(long address) {
    return pgoff + ((address - start) >> PhysicalMemory.PAGE_SHIFT);
  }

  /// Whether the whole naturally aligned block of `order` around `address` lies in the VMA, and in
  /// a naturally aligned block of the file where there is one (`thp_vma_suitable_order`).
  boolean suits(long address, int order) {
    long sizeBytes = (long) PhysicalMemory.PAGE_SIZE << order;
    long from = address & -sizeBytes;
    if (!isAnonymous()
        && (((start >> PhysicalMemory.PAGE_SHIFT) - pgoff) & ((1L << order) - 1)) != 0) {
      return false;
    }
    return from >= start && from + sizeBytes <= end;
  }
}
