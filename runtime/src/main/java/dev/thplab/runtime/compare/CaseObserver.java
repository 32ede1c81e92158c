package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.workload.Replay;
import java.util.function.Supplier;

/// Watches the machines of a comparison while the cases run, one after the other.
public interface CaseObserver {
  /// Watches nothing.
  CaseObserver NONE = (_, _) -> {};

  /// The workload was read, and the cases are about to run. `provenance` says what their results
  /// are made from; it waits until the policies are loaded.
  default void opened(Supplier<Provenance> provenance) {}

  /// The machine of a case is set up, and its trace is about to run.
  void booted(CaseSpec spec, Machine machine);

  /// The next event of the trace is about to run on the machine that was booted last, or the trace
  /// is at its end; false ends the case here.
  default boolean goesOn(Replay replay) {
    return true;
  }
}
