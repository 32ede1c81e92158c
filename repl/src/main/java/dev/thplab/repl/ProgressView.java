package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CompareProgress;

/// Shows the progress of a comparison until it is closed; each part of it only where a view says
/// so.
interface ProgressView extends CompareProgress, AutoCloseable {
  @Override
  default void caseStarted(int index, int nrCases, String name, long nrEvents) {}

  @Override
  default void eventsDone(long events) {}

  @Override
  default void caseDone(CaseResult result) {}

  @Override
  default void close() {}

  /// Shows nothing.
  static ProgressView none() {
    return new ProgressView() {};
  }

  /// Shows warnings alone.
  static ProgressView warnings(Streams streams) {
    return new ProgressView() {
      @Override
      public void warned(String warning) {
        streams.say("warning: " + warning);
      }
    };
  }
}
