package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.CountedFailure;
import dev.thplab.runtime.script.Ejection;
import dev.thplab.runtime.script.PolicyFailure;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.sim.KernelProfile;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/// What one case of a comparison did.
///
/// @param spec the case
/// @param sysfs every value below /sys/kernel/mm/transparent_hugepage/ that was in force
/// @param memoryBytes physical memory
/// @param kernelProfile the Linux that was simulated
/// @param machine numbers of the whole machine by the names of [Metrics]
/// @param processes every process there was, by the order of their start
/// @param policies each policy, in the order of the case
/// @param timing wall times, which differ from run to run
public record CaseResult(
    CaseSpec spec,
    SequencedMap<String, String> sysfs,
    long memoryBytes,
    KernelProfile kernelProfile,
    SequencedMap<String, Long> machine,
    List<ProcessResult> processes,
    List<PolicyResult> policies,
    Timing timing) {

  public CaseResult {
    processes = List.copyOf(processes);
    policies = List.copyOf(policies);
  }

  public String name() {
    return spec.name();
  }

  /// What went wrong in the policies, one row a kind and place.
  public List<CountedFailure> failures() {
    return policies.stream().flatMap(policy -> policy.failures().stream()).toList();
  }

  /// Why policies were asked no more.
  public List<Ejection> ejections() {
    return policies.stream().map(PolicyResult::ejection).filter(Objects::nonNull).toList();
  }

  /// The same numbers as those of a case whose policies were ejected before their first answer,
  /// because the worker in which they ran ended.
  ///
  /// @param spec the case with its policies
  /// @param reason what became of the worker
  public CaseResult ejected(CaseSpec spec, String reason) {
    return new CaseResult(
        spec,
        sysfs,
        memoryBytes,
        kernelProfile,
        machine,
        processes,
        spec.policies().policies().stream().map(policy -> ejected(policy, reason)).toList(),
        timing);
  }

  private static PolicyResult ejected(PolicySpec spec, String reason) {
    PolicyFailure failure =
        new PolicyFailure.WorkerEnded(PolicyFile.stem(spec.path()), spec.path(), reason);
    return new PolicyResult(
        spec,
        Metrics.ofNoCalls(),
        0,
        List.of(),
        List.of(new CountedFailure(failure, 1)),
        Ejection.ofWorker(failure));
  }

  /// Wall time of a case.
  ///
  /// @param wallNs from the machine's start to the last event
  /// @param policyNs the part of it that was spent in the policy
  public record Timing(long wallNs, long policyNs) {}
}
