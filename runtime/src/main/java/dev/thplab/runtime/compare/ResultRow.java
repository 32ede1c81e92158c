package dev.thplab.runtime.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// One row of results: the machine of a case, or one of its processes.
///
/// @param comparison what the row is part of
/// @param result the case
/// @param process the process, or null for the machine
record ResultRow(Comparison comparison, CaseResult result, ProcessResult process) {

  /// The rows of a comparison: case by case, the machine before its processes.
  static List<ResultRow> of(Comparison comparison, boolean processes) {
    List<ResultRow> rows = new ArrayList<>();
    for (CaseResult result : comparison.cases()) {
      rows.add(new ResultRow(comparison, result, null));
      if (processes) {
        for (ProcessResult process : result.processes()) {
          rows.add(new ResultRow(comparison, result, process));
        }
      }
    }
    return rows;
  }

  /// What the row is about; values are text, [Long], or null where there is none.
  SequencedMap<String, Object> identity() {
    Provenance provenance = comparison.provenance();
    Provenance.PolicyId policy = provenance.policies().get(result.spec().policy());
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    values.put("case", result.name());
    values.put("scope", process == null ? "machine" : "process");
    values.put("pid", process == null ? null : (Object) (long) process.pid());
    values.put("comm", process == null ? null : process.comm());
    values.put("trace", provenance.trace().name());
    values.put("trace_sha256", provenance.trace().sha256());
    values.put("policy_sha256", policy == null ? null : policy.sha256());
    values.put("contract", policy == null ? null : policy.contract());
    values.put("contract_status", policy == null ? null : policy.contractStatus());
    values.put("notice", provenance.notice());
    values.put("version", provenance.version());
    values.put("seed", provenance.seed());
    values.put("cpu", provenance.config().cpu());
    values.put("cost_model", provenance.config().costModel());
    return values;
  }

  /// The numbers, by the names of [Metrics].
  SequencedMap<String, Long> metrics() {
    return process == null ? result.machine() : process.metrics();
  }

  /// What differs from run to run; values as in [#identity].
  SequencedMap<String, Object> timing() {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    values.put("wall_ns", process == null ? (Object) result.timing().wallNs() : null);
    values.put("policy_ns", process == null ? result.timing().policyNs() : process.policyNs());
    values.put("engine", JsonReport.engineKind(comparison.engine()));
    return values;
  }
}
