package dev.thplab.runtime.livekernel;

import java.util.Locale;

/// A part of the vocabulary of random scenarios, beside what all of them use: mappings, advice for
/// and against huge pages, accesses, DONTNEED and unmapping.
public enum FuzzKind {
  /// fork, nested too, with accesses in parent and child.
  FORK,
  /// mprotect.
  PROTECT,
  /// MADV_POPULATE_READ and WRITE, MAP_POPULATE.
  POPULATE,
  /// MADV_COLLAPSE.
  COLLAPSE,
  /// mremap: moving, growing, shrinking.
  MREMAP,
  /// Mappings beside and over each other: VMAs merge and split.
  VMA,
  /// MADV_FREE, with writes or MADV_PAGEOUT behind it.
  FREE,
  /// MADV_COLD and MADV_PAGEOUT.
  PAGEOUT,
  /// Guard regions.
  GUARD,
  /// PR_SET_THP_DISABLE.
  PRCTL,
  /// mlock and MAP_LOCKED.
  LOCK,
  /// MAP_STACK, MAP_GROWSDOWN, MAP_NORESERVE.
  STACK,
  /// MAP_SHARED.
  SHMEM,
  /// The shrinkers.
  SHRINK,
  /// Waits for khugepaged.
  KHUGEPAGED;

  /// The word on the command line.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
