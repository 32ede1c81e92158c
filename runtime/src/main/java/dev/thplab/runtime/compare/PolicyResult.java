package dev.thplab.runtime.compare;

import dev.thplab.runtime.script.CountedFailure;
import dev.thplab.runtime.script.Ejection;
import java.util.List;
import java.util.SequencedMap;

/// What one policy of a case did.
///
/// @param spec the policy, and whom it was for
/// @param metrics numbers by the names of [Metrics]
/// @param policyNs wall time spent in it
/// @param failures what went wrong in it, one row a kind and place
/// @param ejection why it was asked no more, or null
public record PolicyResult(
    PolicySpec spec,
    SequencedMap<String, Long> metrics,
    long policyNs,
    List<CountedFailure> failures,
    Ejection ejection) {
  public PolicyResult {
    failures = List.copyOf(failures);
  }
}
