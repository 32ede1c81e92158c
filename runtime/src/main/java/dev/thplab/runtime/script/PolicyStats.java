package dev.thplab.runtime.script;

import dev.thplab.sim.policy.TvaType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a policy did so far.
///
/// @param callsByType calls by the question's type, in the kernel's order, zeros included
/// @param abstained answers ABSTAIN
/// @param denied answers DENY, the empty set or order 0 alone
/// @param chosen answers that name an order above 0
/// @param ineffective how many of `chosen` named nothing that was offered, so that the intersection
///   is empty; a policy that wants 64 kB is ineffective whenever it is asked about 2 MiB alone, and
///   means it
/// @param failed calls that failed, so that the kernel's own decision was used
/// @param afterEjection questions that were not asked because the policy had been ejected
/// @param wallNs wall time of all calls, estimated from one in 64; not deterministic
public record PolicyStats(
    Map<TvaType, Long> callsByType,
    long abstained,
    long denied,
    long chosen,
    long ineffective,
    long failed,
    long afterEjection,
    long wallNs) {
  public PolicyStats {
    EnumMap<TvaType, Long> all = new EnumMap<>(TvaType.class);
    for (TvaType type : TvaType.values()) {
      all.put(type, callsByType.getOrDefault(type, 0L));
    }
    callsByType = Collections.unmodifiableMap(all);
  }

  /// All calls, failed ones included.
  public long calls() {
    long calls = 0;
    for (long ofType : callsByType.values()) {
      calls += ofType;
    }
    return calls;
  }
}
