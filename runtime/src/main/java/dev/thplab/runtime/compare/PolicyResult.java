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
/// @param fieldsRead the fields of the question that it read in any call, as `vma.size`
/// @param failures what went wrong in it, one row a kind and place
/// @param ejection why it was asked no more, or null
public record PolicyResult(
    PolicySpec spec,
    SequencedMap<String, Long> metrics,
    long policyNs,
    List<String> fieldsRead,
    List<CountedFailure> failures,
    Ejection ejection) {
  public PolicyResult {
    fieldsRead = List.copyOf(fieldsRead);
    failures = List.copyOf(failures);
  }
}
