package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.CountedFailure;
import dev.thplab.runtime.script.Ejection;
import dev.thplab.runtime.script.PolicyFailure;
import dev.thplab.sim.KernelProfile;
import java.util.List;
import java.util.SequencedMap;

/// What one case of a comparison did.
///
/// @param spec the case
/// @param sysfs every value below /sys/kernel/mm/transparent_hugepage/ that was in force
/// @param memoryBytes physical memory
/// @param kernelProfile the Linux that was simulated
/// @param machine numbers of the whole machine by the names of [Metrics]
/// @param processes every process there was, by the order of their start
/// @param failures what went wrong in the policy, one row a kind and place; empty without a policy
/// @param ejection why the policy was asked no more, or null
/// @param timing wall times, which differ from run to run
public record CaseResult(
    CaseSpec spec,
    SequencedMap<String, String> sysfs,
    long memoryBytes,
    KernelProfile kernelProfile,
    SequencedMap<String, Long> machine,
    List<ProcessResult> processes,
    List<CountedFailure> failures,
    Ejection ejection,
    Timing timing) {

  public CaseResult {
    processes = List.copyOf(processes);
    failures = List.copyOf(failures);
  }

  public String name() {
    return spec.name();
  }

  /// The same numbers as those of a case whose policy was ejected before its first answer.
  ///
  /// @param spec the case with its policy
  public CaseResult ejected(CaseSpec spec, PolicyFailure failure, Ejection why) {
    return new CaseResult(
        spec,
        sysfs,
        memoryBytes,
        kernelProfile,
        machine,
        processes,
        List.of(new CountedFailure(failure, 1)),
        why,
        timing);
  }

  /// Wall time of a case.
  ///
  /// @param wallNs from the machine's start to the last event
  /// @param policyNs the part of it that was spent in the policy
  public record Timing(long wallNs, long policyNs) {}
}
