package dev.thplab.runtime.script;

import dev.thplab.sim.policy.TvaType;
import java.util.EnumMap;

/// How the calls of one policy turned out, counted from its first text on.
final class CallCounts {
  final long[] callsByType = new long[TvaType.values().length];
  long abstained;
  long denied;
  long chosen;
  long ineffective;
  long afterEjection;
  long sampledNs;
  long sampledCalls;

  /// Makes an independent copy, with which another text of the policy goes on.
  CallCounts copy() {
    CallCounts copy = new CallCounts();
    System.arraycopy(callsByType, 0, copy.callsByType, 0, callsByType.length);
    copy.abstained = abstained;
    copy.denied = denied;
    copy.chosen = chosen;
    copy.ineffective = ineffective;
    copy.afterEjection = afterEjection;
    copy.sampledNs = sampledNs;
    copy.sampledCalls = sampledCalls;
    return copy;
  }

  /// Counts an answer that is a mask of orders.
  void countMask(int answer, int offered) {
    if ((answer & ~1) == 0) {
      denied++;
    } else {
      chosen++;
      if ((answer & offered) == 0) {
        ineffective++;
      }
    }
  }

  /// The counts for others to read; `failed` calls are in the [FailureLog].
  PolicyStats stats(long failed) {
    EnumMap<TvaType, Long> byType = new EnumMap<>(TvaType.class);
    long calls = 0;
    for (TvaType type : TvaType.values()) {
      byType.put(type, callsByType[type.ordinal()]);
      calls += callsByType[type.ordinal()];
    }
    long wallNs = sampledCalls == 0 ? 0 : Math.round((double) sampledNs / sampledCalls * calls);
    return new PolicyStats(
        byType, abstained, denied, chosen, ineffective, failed, afterEjection, wallNs);
  }
}
