package dev.thplab.sim.mm;

/// Layout of a page-table entry: pfn from bit 12, flags below. Zero is none.
///
/// `EXCLUSIVE` is the kernel's per-page `PageAnonExclusive`; an exclusive page has one mapping, so
/// the PTE can hold it.
final class Pte {
  static final long NONE = 0;
  static final long PRESENT = 0x1;
  static final long WRITE = 0x2;
  static final long DIRTY = 0x4;
  static final long YOUNG = 0x8;
  static final long EXCLUSIVE = 0x10;

  /// Maps the shared 4 KiB zero page.
  static final long ZERO = 0x20;

  /// Maps a page of a file; no frame is modelled.
  static final long FILE = 0x40;

  /// Maps a page of anonymous shared memory.
  static final long SHMEM = 0x80;

  /// Guard marker of MADV_GUARD_INSTALL; not present and not none.
  static final long GUARD = 0x100;

  /// The program read or wrote the page through this entry.
  static final long TOUCHED = 0x200;

  /// The program wrote a non-zero byte to the page through this entry.
  static final long WRITTEN = 0x400;

  private static final int PFN_SHIFT = 12;

  private Pte() {}

  static int pfn(long entry) {
    return (int) (entry >>> PFN_SHIFT);
  }

  static long of(int pfn, long flags) {
    return ((long) pfn << PFN_SHIFT) | flags;
  }

  static boolean isPresent(long entry) {
    return (entry & PRESENT) != 0;
  }

  static boolean isWritable(long entry) {
    return (entry & WRITE) != 0;
  }

  /// Whether the entry maps a page of an anonymous folio.
  static boolean isAnon(long entry) {
    return (entry & (PRESENT | ZERO | FILE | SHMEM)) == PRESENT;
  }
}
