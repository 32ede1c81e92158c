package dev.thplab.repl;

import dev.thplab.runtime.compare.ByteSize;
import dev.thplab.runtime.script.Limits;
import picocli.CommandLine.Option;

/// Options that say what a policy may use.
final class LimitOptions {
  @Option(
      names = "--policy-statements",
      paramLabel = "N",
      description = "Statements a policy may run in one call (default: ${DEFAULT-VALUE}).")
  private long statements = Limits.DEFAULT.statements();

  @Option(
      names = "--policy-ms",
      paramLabel = "N",
      description = "Milliseconds a policy call may take (default: ${DEFAULT-VALUE}).")
  private long wallMs = Limits.DEFAULT.wallMs();

  @Option(
      names = "--policy-memory",
      paramLabel = "SIZE",
      description = "Memory a policy call may allocate (default: ${DEFAULT-VALUE}).")
  private String allocated = (Limits.DEFAULT.allocatedBytes() >> 20) + "M";

  @Option(
      names = "--policy-retained",
      paramLabel = "SIZE",
      description = "Memory a policy may keep from call to call (default: ${DEFAULT-VALUE}).")
  private String retained = (Limits.DEFAULT.retainedBytes() >> 20) + "M";

  @Option(
      names = "--policy-strikes",
      paramLabel = "N",
      description =
          "Failed calls after which a policy is asked no more (default: ${DEFAULT-VALUE}).")
  private int strikes = Limits.DEFAULT.strikes();

  /// Returns the limits.
  ///
  /// @throws IllegalArgumentException naming an option's value and what is allowed
  Limits limits() {
    return new Limits(
        positive("--policy-statements", statements),
        positive("--policy-ms", wallMs),
        positive("--policy-memory", ByteSize.parse(allocated)),
        positive("--policy-retained", ByteSize.parse(retained)),
        (int) positive("--policy-strikes", strikes),
        Limits.DEFAULT.stalls());
  }

  private static long positive(String option, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(option + " (" + value + ") must be positive");
    }
    return value;
  }
}
