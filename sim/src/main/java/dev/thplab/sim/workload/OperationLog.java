package dev.thplab.sim.workload;

import dev.thplab.sim.stats.LatencyHistogram;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How long the marked operations of a workload took, by name, in simulated time.
public final class OperationLog {
  private final SequencedMap<String, Operation> byName = new LinkedHashMap<>();

  /// The operations of one name.
  public static final class Operation {
    private final LatencyHistogram latency = new LatencyHistogram();
    private final long firstStartNs;
    private long lastEndNs;

    private Operation(long firstStartNs) {
      this.firstStartNs = firstStartNs;
    }

    /// Time from start to end of each.
    public LatencyHistogram latency() {
      return latency;
    }

    /// Operations a second, rounded, from the start of the first to the end of the last; 0 if no
    /// time passed.
    public long perSecond() {
      long elapsedNs = lastEndNs - firstStartNs;
      return elapsedNs == 0 ? 0 : Math.round(latency.count() * 1e9 / elapsedNs);
    }

    private Operation copy() {
      Operation copy = new Operation(firstStartNs);
      copy.latency.add(latency);
      copy.lastEndNs = lastEndNs;
      return copy;
    }
  }

  /// Notes an operation that is over.
  void record(String name, long startNs, long endNs) {
    Operation operation = byName.computeIfAbsent(name, _ -> new Operation(startNs));
    operation.latency.record(endNs - startNs);
    operation.lastEndNs = endNs;
  }

  /// The operations by name, in the order in which the first of each ended.
  public SequencedMap<String, Operation> byName() {
    return Collections.unmodifiableSequencedMap(byName);
  }

  /// Returns an independent copy.
  OperationLog copy() {
    OperationLog copy = new OperationLog();
    byName.forEach((name, operation) -> copy.byName.put(name, operation.copy()));
    return copy;
  }
}
