package dev.thplab.runtime.worker;

import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.ExplainFilter;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.hw.CpuModel;
import java.util.List;

/// What a worker shall do: one case of a comparison.
///
/// @param workload what runs
/// @param spec the case
/// @param memoryBytes physical memory of a case that has none of its own
/// @param cpu name of the core's model
/// @param seed of the policy's random numbers
/// @param kernelProfile the Linux of a case that names none
/// @param limits what the policy may use
/// @param check after how many events the books of the machine are recounted
/// @param explainPath file that decisions are explained in, or null
/// @param explain which decisions
record WorkRequest(
    WorkloadSpec workload,
    CaseSpec spec,
    long memoryBytes,
    String cpu,
    KernelProfile kernelProfile,
    long seed,
    Limits limits,
    InvariantCheck check,
    String explainPath,
    ExplainFilter explain) {

  /// Asks for a case of `plan`, whose decisions are explained in the file `explainPath` unless it
  /// is null.
  static WorkRequest of(
      ComparePlan plan, CaseSpec spec, String explainPath, ExplainFilter explain) {
    return new WorkRequest(
        plan.workload(),
        spec,
        plan.machine().memoryBytes(),
        plan.machine().cpu().name(),
        plan.machine().kernelProfile(),
        plan.seed(),
        plan.limits(),
        plan.check(),
        explainPath,
        explain);
  }

  ComparePlan plan() {
    MachineConfig machine =
        MachineConfig.ample()
            .withMemoryBytes(memoryBytes)
            .withCpu(CpuModel.byName(cpu))
            .withKernelProfile(kernelProfile);
    return new ComparePlan(workload, List.of(spec), machine, seed, limits, check);
  }
}
