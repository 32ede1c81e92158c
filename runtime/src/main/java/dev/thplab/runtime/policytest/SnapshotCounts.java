package dev.thplab.runtime.policytest;

import java.util.List;

/// What became of the snapshots of one file of tests.
///
/// @param matched how many were as kept
/// @param written how many are new or changed
/// @param removed how many were deleted, since no test asks for them
/// @param obsolete names of those that no test asks for and that stay
public record SnapshotCounts(int matched, int written, int removed, List<String> obsolete) {
  /// No snapshots.
  public static final SnapshotCounts NONE = new SnapshotCounts(0, 0, 0, List.of());

  public SnapshotCounts {
    obsolete = List.copyOf(obsolete);
  }
}
