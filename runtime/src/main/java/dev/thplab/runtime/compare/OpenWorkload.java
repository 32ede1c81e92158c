package dev.thplab.runtime.compare;

import dev.thplab.runtime.workload.GeneratorSpec;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.workload.EventSource;

/// A workload that is ready to run, with what results say of it.
///
/// @param source its events
/// @param trace the identity of its trace, or null
/// @param generator the identity of its generator, or null
record OpenWorkload(
    EventSource source, Provenance.TraceId trace, Provenance.GeneratorId generator) {

  /// Reads the trace or makes the generator.
  ///
  /// @throws dev.thplab.runtime.InputException saying in one line why the file is no trace
  static OpenWorkload open(WorkloadSpec spec) {
    if (spec.tracePath() != null) {
      TraceFile file = TraceFile.read(spec.tracePath());
      return new OpenWorkload(file.trace(), file.id(), null);
    }
    GeneratorSpec generator = GeneratorSpec.parse(spec.generator(), 0);
    return new OpenWorkload(
        generator.workload(),
        null,
        new Provenance.GeneratorId(
            generator.generator().name(), generator.text(), generator.parameters().values()));
  }

  /// What a message calls it.
  String title() {
    return trace == null ? generator.name() : "trace " + trace.path();
  }
}
