package dev.thplab.sim.mm;

/// Layout of a PMD entry: a type in the low bits, the flags of [Pte], and the first pfn of a huge
/// mapping from bit 12.
final class Pmd {
  static final long NONE = 0;

  /// A table of PTEs backs the range.
  static final long TABLE = 0x200;

  /// An order-9 anonymous folio backs the range.
  static final long HUGE = 0x400;

  /// The huge zero folio backs the range, read-only.
  static final long HUGE_ZERO = 0x800;

  private Pmd() {}

  static boolean isTable(long entry) {
    return (entry & TABLE) != 0;
  }

  /// Whether the range is mapped by the PMD entry itself (`pmd_trans_huge`), the huge zero folio
  /// included.
  static boolean isTransHuge(long entry) {
    return (entry & (HUGE | HUGE_ZERO)) != 0;
  }

  static boolean isHugeZero(long entry) {
    return (entry & HUGE_ZERO) != 0;
  }
}
