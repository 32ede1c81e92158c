package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.Limits;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.util.List;

/// What to compare.
///
/// @param tracePath the trace file, as given
/// @param cases the settings, at least one
/// @param machine the machine that every case starts with; a case may have other memory and another
///   kernel
/// @param seed of the random numbers of every policy
/// @param limits what a policy may use
/// @param check after how many events the books of each machine are recounted
public record ComparePlan(
    String tracePath,
    List<CaseSpec> cases,
    MachineConfig machine,
    long seed,
    Limits limits,
    InvariantCheck check) {
  public ComparePlan {
    cases = List.copyOf(cases);
    if (cases.isEmpty()) {
      throw new IllegalArgumentException("cases must not be empty");
    }
  }

  /// The same plan with one case only.
  public ComparePlan withCase(CaseSpec spec) {
    return new ComparePlan(tracePath, List.of(spec), machine, seed, limits, check);
  }
}
