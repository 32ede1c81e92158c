package dev.thplab.runtime.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/// One row of results: the machine of a case, one of its policies, or one of its processes.
///
/// @param comparison what the row is part of
/// @param result the case
/// @param policy the policy, or null for all of them
/// @param process the process, or null for all of them
record ResultRow(
    Comparison comparison, CaseResult result, PolicyResult policy, ProcessResult process) {

  /// The rows of a comparison: case by case, the machine before its policies and its processes.
  static List<ResultRow> of(Comparison comparison, boolean processes) {
    List<ResultRow> rows = new ArrayList<>();
    for (CaseResult result : comparison.cases()) {
      rows.add(new ResultRow(comparison, result, null, null));
      for (PolicyResult policy : result.policies()) {
        rows.add(new ResultRow(comparison, result, policy, null));
      }
      if (processes) {
        for (ProcessResult process : result.processes()) {
          rows.add(new ResultRow(comparison, result, null, process));
        }
      }
    }
    return rows;
  }

  /// What the row is about; values are text, [Long], or null where there is none.
  SequencedMap<String, Object> identity() {
    Provenance provenance = comparison.provenance();
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    values.put("case", result.name());
    values.put("scope", scope());
    values.put("pid", process == null ? null : (Object) (long) process.pid());
    values.put("comm", process == null ? null : process.comm());
    values.put("policy", policy == null ? null : policy.spec().key());
    values.put("policy_scope", policy == null ? null : policy.spec().scope().toString());
    values.put("policy_mode", policy == null ? null : policy.spec().mode().toString());
    Provenance.TraceId trace = provenance.trace();
    values.put("trace", trace == null ? null : trace.name());
    values.put("trace_sha256", trace == null ? null : trace.sha256());
    values.put("workload", trace == null ? provenance.generator().text() : null);
    values.put("policy_sha256", ofPolicies(Provenance.PolicyId::sha256));
    values.put("contract", ofPolicies(Provenance.PolicyId::contract));
    values.put("contract_status", ofPolicies(Provenance.PolicyId::contractStatus));
    values.put("notice", provenance.notice());
    values.put("version", provenance.version());
    values.put("seed", provenance.seed());
    values.put("cpu", provenance.config().cpu());
    values.put("cost_model", provenance.config().costModel());
    return values;
  }

  private String scope() {
    if (policy != null) {
      return "policy";
    }
    return process == null ? "machine" : "process";
  }

  /// Something of the row's policy, or of all policies of the case with `; ` between them; null if
  /// there is none.
  private String ofPolicies(Function<Provenance.PolicyId, String> text) {
    List<PolicySpec> policies =
        policy == null ? result.spec().policies().policies() : List.of(policy.spec());
    List<String> texts =
        policies.stream()
            .map(spec -> text.apply(comparison.provenance().policies().get(spec.path())))
            .filter(Objects::nonNull)
            .toList();
    return texts.isEmpty() ? null : String.join("; ", texts);
  }

  /// The numbers, by the names of [Metrics].
  SequencedMap<String, Long> metrics() {
    if (policy != null) {
      return policy.metrics();
    }
    return process == null ? result.machine() : process.metrics();
  }

  /// What differs from run to run; values as in [#identity].
  SequencedMap<String, Object> timing() {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    boolean isMachine = policy == null && process == null;
    values.put("wall_ns", isMachine ? (Object) result.timing().wallNs() : null);
    values.put("policy_ns", policyNs());
    values.put("engine", JsonReport.engineKind(comparison.engine()));
    return values;
  }

  private long policyNs() {
    if (policy != null) {
      return policy.policyNs();
    }
    return process == null ? result.timing().policyNs() : process.policyNs();
  }
}
