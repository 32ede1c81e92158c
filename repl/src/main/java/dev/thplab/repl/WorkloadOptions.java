package dev.thplab.repl;

import dev.thplab.runtime.workload.GeneratorSpec;
import dev.thplab.runtime.workload.WorkloadSpec;
import picocli.CommandLine.Option;

/// Options that say what runs, and the seed of all that is random.
final class WorkloadOptions {
  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "A recorded program (thpt/1, plain or gzip).")
  private String trace;

  @Option(
      names = "--workload",
      paramLabel = "SPEC",
      description =
          "A generated program: NAME or NAME:parameter=value,... 'thplab workloads' lists them.")
  private String workload;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of all that is random and has none of its own (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  /// Returns what runs.
  ///
  /// @throws IllegalArgumentException naming an option's value and what is allowed
  WorkloadSpec workload() {
    if (trace != null && workload != null) {
      throw new IllegalArgumentException("--trace and --workload cannot both be given");
    }
    if (trace != null) {
      return WorkloadSpec.ofTrace(trace);
    }
    if (workload != null) {
      return WorkloadSpec.ofGenerator(GeneratorSpec.parse(workload, seed));
    }
    throw new IllegalArgumentException(
        "missing required option: '--trace FILE' or '--workload SPEC'");
  }
}
