package dev.thplab.runtime.compare;

import dev.thplab.sim.policy.TvaType;

/// Calls of a policy on behalf of one process, and the wall time they took.
final class PolicyCounts {
  private final long[] callsByType = new long[TvaType.values().length];
  private long timeNs;

  void add(TvaType type, long callNs) {
    callsByType[type.ordinal()]++;
    timeNs += callNs;
  }

  void add(PolicyCounts other) {
    for (int i = 0; i < callsByType.length; i++) {
      callsByType[i] += other.callsByType[i];
    }
    timeNs += other.timeNs;
  }

  long calls(TvaType type) {
    return callsByType[type.ordinal()];
  }

  long calls() {
    long sum = 0;
    for (long calls : callsByType) {
      sum += calls;
    }
    return sum;
  }

  /// Wall time of the calls, the reading of the clock included.
  long timeNs() {
    return timeNs;
  }
}
