package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CompareProgress;

/// Shows the progress of a comparison until it is closed.
interface ProgressView extends CompareProgress, AutoCloseable {
  @Override
  void close();

  /// Shows nothing.
  static ProgressView none() {
    return new ProgressView() {
      @Override
      public void caseStarted(int index, int nrCases, String name, long nrEvents) {}

      @Override
      public void eventsDone(long events) {}

      @Override
      public void caseDone(CaseResult result) {}

      @Override
      public void close() {}
    };
  }
}
