package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.PolicyStats;
import dev.thplab.sim.mm.Khugepaged;
import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.DecisionCounts;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.stats.FaultStats;
import dev.thplab.sim.stats.LatencyHistogram;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.TlbStats;
import dev.thplab.sim.workload.OperationLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;

/// What was counted and measured for one machine or one process: whole numbers by name, in a fixed
/// order.
///
/// The kernel's counters come first, under the kernel's names (`thp_fault_alloc`,
/// `64kB/anon_fault_alloc`). Ours follow; their names end in the unit unless they count things.
/// Times are simulated.
///
/// | name | what |
/// |---|---|
/// | `faults_anon_64kB` | first-touch faults that mapped a folio of that size |
/// | `faults_zero`, `faults_cow`, ... | faults of the other kinds of [FaultKind] |
/// | `fallbacks` | sum of `anon_fault_fallback` over all sizes |
/// | `pages_zeroed` | 4 KiB pages cleared by faults |
/// | `rss_peak_bytes`, `rss_end_bytes` | resident anonymous memory; none after exit |
/// | `never_touched_bytes` | anonymous memory freed, or left at the end, without any use |
/// | `fault_time_*_ns` | simulated cost of faults: total, percentiles, maximum |
/// | `tlb_*` | accesses, misses of the first level, page walks, cycles in page walks |
/// | `time_ns` | simulated time at the end; of the machine only |
/// | `operation/NAME/count`, `per_s` | marked operations, and how many of them a second; of the machine only |
/// | `operation/NAME/p50_ns`, `p99_ns`, `p99_9_ns`, `max_ns` | what they took |
/// | `khugepaged/pages_collapsed`, `khugepaged/full_scans` | as the files of sysfs; of the machine only |
/// | `khugepaged_scans` | looks of khugepaged at a 2 MiB range; of the machine only |
/// | `khugepaged_scans_succeeded`, ... | those that ended so, see [ScanResult] |
/// | `policy_calls*` | calls of the policies, by type |
/// | `policy_abstained`, ... | how the calls ended, see [PolicyStats]; of the machine and of each policy |
/// | `policy_conflicts` | questions about which policies disagreed; of the machine only |
///
/// One policy has its calls and how they ended, and
///
/// | name | what |
/// |---|---|
/// | `policy_processes` | processes that asked it when they ended, or at the end |
/// | `policy_processes_dormant` | those for which another policy silenced it |
/// | `policy_processes_spared` | those that are not in the share of a canary |
/// | `policy_conflicts_won`, `policy_conflicts_lost` | conflicts by whether they ended as it said |
/// | `policy_differences` | questions that a shadow would have decided otherwise |
/// | `policy_differences_pagefault`, ... | those of one type |
/// | `policy_differences_64kB`, ... | those in which that size is allowed by one and not by the other |
public final class Metrics {
  static final String CONFLICTS = "policy_conflicts";
  static final String PROCESSES = "policy_processes";
  static final String DORMANT = "policy_processes_dormant";
  static final String SPARED = "policy_processes_spared";
  private static final String OPERATION = "operation/";
  private static final String COUNT = "/count";

  private final SequencedMap<String, Long> values = new LinkedHashMap<>();

  private Metrics() {}

  /// Reads everything that is known of one machine or process.
  ///
  /// @param isMachine whether to include the kernel's gauges, which belong to no process
  static SequencedMap<String, Long> of(
      boolean isMachine,
      Counters counters,
      FaultStats faults,
      TlbStats tlb,
      PolicyCounts policy,
      long rssEndPages,
      long neverTouchedPages) {
    Metrics metrics = new Metrics();
    counters.forEach(isMachine, metrics.values::put);
    metrics.addFaults(counters, faults);
    metrics.put("pages_zeroed", faults.pagesZeroed());
    metrics.put("rss_peak_bytes", faults.peakRssPages() << PhysicalMemory.PAGE_SHIFT);
    metrics.put("rss_end_bytes", rssEndPages << PhysicalMemory.PAGE_SHIFT);
    metrics.put("never_touched_bytes", neverTouchedPages << PhysicalMemory.PAGE_SHIFT);
    metrics.addFaultTimes(faults.latency());
    metrics.put("tlb_accesses", tlb.accesses());
    metrics.put("tlb_l1_misses", tlb.l1Misses());
    metrics.put("tlb_walks", tlb.walks());
    metrics.put("tlb_walk_cycles", tlb.walkCycles());
    metrics.addCalls(policy);
    return metrics.values;
  }

  private void addCalls(PolicyCounts policy) {
    put("policy_calls", policy.calls());
    for (TvaType type : TvaType.values()) {
      put(policyCalls(type), policy.calls(type));
    }
  }

  /// Reads how often one policy was called, and how that ended.
  static SequencedMap<String, Long> ofPolicy(PolicyCounts calls, PolicyStats stats) {
    Metrics metrics = new Metrics();
    metrics.addCalls(calls);
    addOutcomes(metrics.values, List.of(stats));
    return metrics.values;
  }

  /// What one policy has that was never called.
  static SequencedMap<String, Long> ofNoCalls() {
    SequencedMap<String, Long> values =
        ofPolicy(new PolicyCounts(), new PolicyStats(Map.of(), 0, 0, 0, 0, 0, 0, 0));
    values.put(PROCESSES, 0L);
    values.put(DORMANT, 0L);
    values.put(SPARED, 0L);
    addDecisions(values, new DecisionCounts());
    return values;
  }

  /// Adds what became of the answers of one policy, beside those of others or of the kernel.
  static void addDecisions(SequencedMap<String, Long> values, DecisionCounts counts) {
    values.put("policy_conflicts_won", counts.won());
    values.put("policy_conflicts_lost", counts.lost());
    values.put("policy_differences", counts.differences());
    for (TvaType type : TvaType.values()) {
      values.put("policy_differences_" + metricName(type), counts.differences(type));
    }
    for (int order = 2; order <= PhysicalMemory.PMD_ORDER; order++) {
      values.put(policyDifferences(order), counts.differences(order));
    }
  }

  /// Name of the metric for questions in which a shadow differs about `order`.
  public static String policyDifferences(int order) {
    return "policy_differences_" + (4 << order) + "kB";
  }

  /// Name of the metric for first-touch faults that mapped a folio of `order`.
  public static String anonFaults(int order) {
    return "faults_anon_" + (4 << order) + "kB";
  }

  /// Name of the metric for faults of a kind other than [FaultKind#ANON].
  public static String faults(FaultKind kind) {
    return "faults_" + kind.label();
  }

  /// Name of the metric for policy calls of one type.
  public static String policyCalls(TvaType type) {
    return "policy_calls_" + metricName(type);
  }

  private static String metricName(TvaType type) {
    return type.scriptName().replace('-', '_');
  }

  private void put(String name, long value) {
    values.put(name, value);
  }

  private void addFaults(Counters counters, FaultStats faults) {
    put(anonFaults(0), faults.anonFaults(0));
    for (int order = 2; order <= PhysicalMemory.PMD_ORDER; order++) {
      put(anonFaults(order), faults.anonFaults(order));
    }
    for (FaultKind kind : FaultKind.values()) {
      if (kind != FaultKind.ANON) {
        put(faults(kind), faults.count(kind));
      }
    }
    put("fallbacks", counters.sum(MthpStat.ANON_FAULT_FALLBACK));
  }

  private void addFaultTimes(LatencyHistogram latency) {
    put("fault_time_total_ns", latency.total());
    put("fault_time_p50_ns", latency.percentile(50));
    put("fault_time_p99_ns", latency.percentile(99));
    put("fault_time_p99_9_ns", latency.percentile(99.9));
    put("fault_time_max_ns", latency.max());
  }

  /// Adds simulated time, and the marked operations of the workload.
  static void addTime(SequencedMap<String, Long> values, long timeNs, OperationLog operations) {
    values.put("time_ns", timeNs);
    operations
        .byName()
        .forEach((name, operation) -> {
          LatencyHistogram latency = operation.latency();
          values.put(operation(name, "count"), latency.count());
          values.put(operation(name, "per_s"), operation.perSecond());
          values.put(operation(name, "p50_ns"), latency.percentile(50));
          values.put(operation(name, "p99_ns"), latency.percentile(99));
          values.put(operation(name, "p99_9_ns"), latency.percentile(99.9));
          values.put(operation(name, "max_ns"), latency.max());
        });
  }

  /// Name of a metric of the operations called `name`: `count`, `per_s` or a latency.
  public static String operation(String name, String what) {
    return OPERATION + name + '/' + what;
  }

  /// Names of the operations that `values` has metrics of.
  public static List<String> operations(Map<String, Long> values) {
    return values.keySet().stream()
        .filter(metric -> metric.startsWith(OPERATION) && metric.endsWith(COUNT))
        .map(metric -> metric.substring(OPERATION.length(), metric.length() - COUNT.length()))
        .toList();
  }

  /// Name of the metric for khugepaged's looks that ended like this, with the string of the
  /// kernel's trace event.
  public static String khugepagedScans(ScanResult result) {
    return "khugepaged_scans_" + result.label();
  }

  /// Adds what khugepaged did, which is known for the machine as a whole.
  static void addKhugepaged(SequencedMap<String, Long> values, Khugepaged khugepaged) {
    values.put("khugepaged/pages_collapsed", khugepaged.pagesCollapsed());
    values.put("khugepaged/full_scans", khugepaged.fullScans());
    long scans = 0;
    for (ScanResult result : ScanResult.values()) {
      scans += khugepaged.count(result);
    }
    values.put("khugepaged_scans", scans);
    for (ScanResult result : ScanResult.values()) {
      values.put(khugepagedScans(result), khugepaged.count(result));
    }
  }

  /// Adds how the calls of policies ended, all together.
  static void addOutcomes(SequencedMap<String, Long> values, List<PolicyStats> policies) {
    addSum(values, "policy_abstained", policies, PolicyStats::abstained);
    addSum(values, "policy_denied", policies, PolicyStats::denied);
    addSum(values, "policy_chosen", policies, PolicyStats::chosen);
    addSum(values, "policy_ineffective", policies, PolicyStats::ineffective);
    addSum(values, "policy_failed", policies, PolicyStats::failed);
    addSum(values, "policy_after_ejection", policies, PolicyStats::afterEjection);
  }

  private static void addSum(
      SequencedMap<String, Long> values,
      String name,
      List<PolicyStats> policies,
      ToLongFunction<PolicyStats> count) {
    values.put(name, policies.stream().mapToLong(count).sum());
  }
}
