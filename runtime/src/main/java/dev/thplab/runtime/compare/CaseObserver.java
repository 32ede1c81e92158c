package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.workload.Replay;

/// Watches the machines of a comparison while the cases run, one after the other.
public interface CaseObserver {
  /// Watches nothing.
  CaseObserver NONE = (_, _) -> {};

  /// The machine of a case is set up, and its trace is about to run.
  void booted(CaseSpec spec, Machine machine);

  /// The next event of the trace is about to run on the machine that was booted last, or the trace
  /// is at its end; false ends the case here.
  default boolean goesOn(Replay replay) {
    return true;
  }
}
