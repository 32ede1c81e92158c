package dev.thplab.sim.mm;

/// Where mmap puts memory that asks for no address: top down below the stack
/// (`arch_get_unmapped_area_topdown`).
final class AddressSpace {
  /// `mmap_base` without randomisation: 47 bits less the stack's 8 MiB and gap.
  private static final long MMAP_BASE = 0x7ffff7fff000L;

  private AddressSpace() {}

  /// Returns the highest free range of `size` bytes, or -1. Private anonymous memory of a multiple
  /// of 2 MiB is aligned to 2 MiB (`thp_get_unmapped_area_vmflags`).
  static long unmappedArea(Mm mm, long size, boolean privateAnonymous) {
    boolean aligned = privateAnonymous && size % HugeMemory.PMD_SIZE == 0;
    long end = MMAP_BASE;
    for (int i = mm.vmas.indexFrom(end) - 1; ; i--) {
      long floor = i >= 0 ? mm.vmas.get(i).end() : 0x10000;
      long start = aligned ? (end - size) & -HugeMemory.PMD_SIZE : end - size;
      if (start >= floor) {
        return start;
      }
      if (i < 0) {
        return -1;
      }
      end = Math.min(end, mm.vmas.get(i).start());
    }
  }
}
