package dev.thplab.runtime.experiment;

import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.Comparison;

/// Shows people how an experiment goes.
public interface ExperimentView {
  /// Who shows how far comparisons have come.
  CompareProgress progress();

  /// A cell begins.
  ///
  /// @param number which it is, from 1, of `nrCells`
  void cellStarted(Cell cell, int number, int nrCells);

  /// A comparison is over; some of its policies may have failed.
  void compared(Comparison comparison);

  /// A cell is over and its value, in the words of the shell, is `text`.
  void value(Cell cell, String text);

  /// A policy failed or changed.
  void notice(String text);

  /// An expectation does not hold; `problem` says by how much.
  void expectationFailed(String place, String what, String problem);

  /// A cell did not come to its end.
  void cellFailed(String place, String message);
}
