package dev.thplab.runtime.experiment;

/// How the run of an experiment ended.
public enum ExperimentEnd {
  DONE,
  /// An expectation does not hold.
  EXPECTATION_FAILED,
  /// A cell threw; those behind it did not run.
  CELL_FAILED,
  /// A cell took too long; those behind it did not run.
  TIMED_OUT
}
