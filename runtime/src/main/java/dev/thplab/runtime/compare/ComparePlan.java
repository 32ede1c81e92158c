package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.util.List;

/// What to compare.
///
/// @param workload what runs
/// @param cases the settings, at least one
/// @param machine the machine that every case starts with; a case may have other memory and another
///   kernel
/// @param seed of the random numbers of every policy, and of a workload that has none of its own
/// @param limits what a policy may use
/// @param check after how many events the books of each machine are recounted
public record ComparePlan(
    WorkloadSpec workload,
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

  /// The plan for the recorded program in `tracePath`.
  public ComparePlan(
      String tracePath,
      List<CaseSpec> cases,
      MachineConfig machine,
      long seed,
      Limits limits,
      InvariantCheck check) {
    this(WorkloadSpec.ofTrace(tracePath), cases, machine, seed, limits, check);
  }

  /// The same plan with one case only.
  public ComparePlan withCase(CaseSpec spec) {
    return new ComparePlan(workload, List.of(spec), machine, seed, limits, check);
  }
}
