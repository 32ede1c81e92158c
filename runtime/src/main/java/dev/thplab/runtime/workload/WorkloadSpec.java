package dev.thplab.runtime.workload;

/// What runs, as it was asked for: a trace or a generator.
///
/// @param tracePath the trace file as given, or null
/// @param generator the generator as [GeneratorSpec#text] writes it, or null
public record WorkloadSpec(String tracePath, String generator) {
  public WorkloadSpec {
    if ((tracePath == null) == (generator == null)) {
      throw new IllegalArgumentException("a workload must be a trace or a generator");
    }
  }

  /// A recorded program.
  public static WorkloadSpec ofTrace(String path) {
    return new WorkloadSpec(path, null);
  }

  /// A generated program.
  public static WorkloadSpec ofGenerator(GeneratorSpec spec) {
    return new WorkloadSpec(null, spec.text());
  }
}
