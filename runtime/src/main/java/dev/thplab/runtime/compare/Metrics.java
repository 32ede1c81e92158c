package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.PolicyStats;
import dev.thplab.sim.mm.Khugepaged;
import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.stats.FaultStats;
import dev.thplab.sim.stats.LatencyHistogram;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.TlbStats;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

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
/// | `khugepaged/pages_collapsed`, `khugepaged/full_scans` | as the files of sysfs; of the machine only |
/// | `khugepaged_scans` | looks of khugepaged at a 2 MiB range; of the machine only |
/// | `khugepaged_scans_succeeded`, ... | those that ended so, see [ScanResult] |
/// | `policy_calls*` | calls of the policy, by type |
/// | `policy_abstained`, ... | how the calls ended, see [PolicyStats]; of the machine only |
public final class Metrics {
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
    metrics.put("policy_calls", policy.calls());
    for (TvaType type : TvaType.values()) {
      metrics.put(policyCalls(type), policy.calls(type));
    }
    return metrics.values;
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
    return "policy_calls_" + type.scriptName().replace('-', '_');
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

  /// Adds how the calls of a policy ended, which is known for the machine as a whole; all zeros
  /// without a policy.
  static void addOutcomes(SequencedMap<String, Long> values, PolicyStats stats) {
    values.put("policy_abstained", stats.abstained());
    values.put("policy_denied", stats.denied());
    values.put("policy_chosen", stats.chosen());
    values.put("policy_ineffective", stats.ineffective());
    values.put("policy_failed", stats.failed());
    values.put("policy_after_ejection", stats.afterEjection());
  }
}
