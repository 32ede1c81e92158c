package dev.thplab.repl;

import dev.thplab.runtime.compare.Metrics;
import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.stats.FaultKind;
import java.util.ArrayList;
import java.util.List;

/// One row of the comparison table: which number it shows, and when.
///
/// @param label name for people, indented by two blanks a level
/// @param metric name of the number in [Metrics]
/// @param always whether the machine's part shows the row even if all its numbers are zero
record TableRow(String label, String metric, Unit unit, boolean always) {

  private static final String DIFFERENCES = "policy_differences";

  /// The rows in the order of the table, policy time aside.
  static List<TableRow> all() {
    List<TableRow> rows = new ArrayList<>();
    rows.add(always("faults", "pgfault", Unit.COUNT));
    for (int order = 0; order <= 9; order++) {
      if (order != 1) {
        rows.add(nonzero("  anon " + size(order), Metrics.anonFaults(order), Unit.COUNT));
      }
    }
    for (FaultKind kind : FaultKind.values()) {
      if (kind != FaultKind.ANON) {
        rows.add(nonzero("  " + label(kind), Metrics.faults(kind), Unit.COUNT));
      }
    }
    rows.add(always("fallbacks", "fallbacks", Unit.COUNT));
    for (int order = 2; order <= 9; order++) {
      String metric = size(order) + "/anon_fault_fallback";
      rows.add(nonzero("  from " + size(order), metric, Unit.COUNT));
    }
    rows.add(always("pages zeroed", "pages_zeroed", Unit.COUNT));
    rows.add(always("RSS peak", "rss_peak_bytes", Unit.BYTES));
    rows.add(always("RSS at the end", "rss_end_bytes", Unit.BYTES));
    rows.add(always("never touched", "never_touched_bytes", Unit.BYTES));
    rows.add(always("fault time", "fault_time_total_ns", Unit.NANOSECONDS));
    rows.add(always("  p50", "fault_time_p50_ns", Unit.NANOSECONDS));
    rows.add(always("  p99", "fault_time_p99_ns", Unit.NANOSECONDS));
    rows.add(always("  p99.9", "fault_time_p99_9_ns", Unit.NANOSECONDS));
    rows.add(always("  max", "fault_time_max_ns", Unit.NANOSECONDS));
    rows.add(always("TLB accesses", "tlb_accesses", Unit.COUNT));
    rows.add(always("  L1 misses", "tlb_l1_misses", Unit.COUNT));
    rows.add(always("  page walks", "tlb_walks", Unit.COUNT));
    rows.add(always("  walk cycles", "tlb_walk_cycles", Unit.COUNT));
    rows.add(nonzero("khugepaged looks", "khugepaged_scans", Unit.COUNT));
    for (ScanResult result : ScanResult.values()) {
      rows.add(nonzero("  " + result.label(), Metrics.khugepagedScans(result), Unit.COUNT));
    }
    rows.add(nonzero("policy calls", "policy_calls", Unit.COUNT));
    rows.add(nonzero("  abstained", "policy_abstained", Unit.COUNT));
    rows.add(nonzero("  denied", "policy_denied", Unit.COUNT));
    rows.add(nonzero("  chose", "policy_chosen", Unit.COUNT));
    rows.add(nonzero("    in vain", "policy_ineffective", Unit.COUNT));
    rows.add(nonzero("  failed", "policy_failed", Unit.COUNT));
    rows.add(nonzero("  not asked", "policy_after_ejection", Unit.COUNT));
    rows.add(nonzero("policy conflicts", "policy_conflicts", Unit.COUNT));
    rows.add(nonzero("conflicts won", "policy_conflicts_won", Unit.COUNT));
    rows.add(nonzero("conflicts lost", "policy_conflicts_lost", Unit.COUNT));
    rows.add(nonzero("would differ", DIFFERENCES, Unit.COUNT));
    for (int order = 2; order <= 9; order++) {
      rows.add(nonzero("  about " + size(order), Metrics.policyDifferences(order), Unit.COUNT));
    }
    rows.add(nonzero("asked by processes", "policy_processes", Unit.COUNT));
    rows.add(nonzero("dormant in", "policy_processes_dormant", Unit.COUNT));
    rows.add(nonzero("spared", "policy_processes_spared", Unit.COUNT));
    return rows;
  }

  /// Whether the row counts what a shadow would have decided otherwise.
  boolean isAboutShadows() {
    return metric.equals(DIFFERENCES);
  }

  /// The rows that the machine's part has besides where the program was generated: its time, and
  /// the operations it marks.
  static List<TableRow> ofGenerated(List<String> operations) {
    List<TableRow> rows = new ArrayList<>();
    rows.add(always("simulated time", "time_ns", Unit.NANOSECONDS));
    for (String name : operations) {
      rows.add(always(name + " operations", Metrics.operation(name, "count"), Unit.COUNT));
      rows.add(always("  per second", Metrics.operation(name, "per_s"), Unit.COUNT));
      rows.add(always("  p50", Metrics.operation(name, "p50_ns"), Unit.NANOSECONDS));
      rows.add(always("  p99", Metrics.operation(name, "p99_ns"), Unit.NANOSECONDS));
      rows.add(always("  p99.9", Metrics.operation(name, "p99_9_ns"), Unit.NANOSECONDS));
      rows.add(always("  max", Metrics.operation(name, "max_ns"), Unit.NANOSECONDS));
    }
    return rows;
  }

  /// Whether the row is about the policy, so that it says nothing of a case without one.
  boolean isAboutPolicy() {
    return metric.startsWith("policy_");
  }

  private static TableRow always(String label, String metric, Unit unit) {
    return new TableRow(label, metric, unit, true);
  }

  private static TableRow nonzero(String label, String metric, Unit unit) {
    return new TableRow(label, metric, unit, false);
  }

  private static String size(int order) {
    return (4 << order) + "kB";
  }

  private static String label(FaultKind kind) {
    return switch (kind) {
      case ANON -> "anon";
      case ZERO -> "zero page";
      case HUGE_ZERO -> "huge zero page";
      case COW -> "copy on write";
      case REUSE -> "write again";
      case FILE -> "file";
      case SHMEM -> "shared memory";
      case SPURIOUS -> "spurious";
    };
  }
}
