package dev.thplab.sim.workload;

import java.io.IOException;

/// A trace that cannot be read. The message names the file, the line, the value and the rule it
/// breaks.
public final class TraceFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /// Makes the error for a file that cannot be read as text at all.
  TraceFormatException(String file, String problem) {
    super(file + ": " + problem);
  }

  /// Makes the error for a line, counted from 1.
  public TraceFormatException(String file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
  }
}
