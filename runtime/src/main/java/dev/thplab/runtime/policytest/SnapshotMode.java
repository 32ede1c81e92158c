package dev.thplab.runtime.policytest;

/// What becomes of snapshots that are not as they were.
public enum SnapshotMode {
  /// Those that are missing are written, those that differ are failures.
  WRITE_NEW,
  /// All are written, and those that no test asks for are deleted.
  UPDATE,
  /// None is written; a missing one is a failure.
  CI
}
