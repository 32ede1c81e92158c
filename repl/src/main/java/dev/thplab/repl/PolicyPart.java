package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.PolicyResult;
import dev.thplab.runtime.compare.PolicySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;

/// The part of the comparison table about the policy that cases have under one key.
///
/// @param key the key
/// @param inCases its result in each case, or null
record PolicyPart(String key, List<PolicyResult> inCases) {

  /// The parts of a table, by the order in which the cases name the policies; none of those that
  /// are alone in their case and decide for its whole machine, whose numbers are the machine's.
  static List<PolicyPart> of(Comparison comparison) {
    SequencedSet<String> keys = new LinkedHashSet<>();
    for (CaseResult result : comparison.cases()) {
      if (!result.spec().policies().isPlain()) {
        result.policies().forEach(policy -> keys.add(policy.spec().key()));
      }
    }
    return keys.stream().map(key -> of(comparison, key)).toList();
  }

  private static PolicyPart of(Comparison comparison, String key) {
    List<PolicyResult> inCases = new ArrayList<>();
    for (CaseResult result : comparison.cases()) {
      inCases.add(
          result.policies().stream()
              .filter(policy -> policy.spec().key().equals(key))
              .findFirst()
              .orElse(null));
    }
    return new PolicyPart(key, inCases);
  }

  /// A cell for each case.
  List<String> texts(Function<PolicySpec, String> text) {
    return inCases.stream()
        .map(policy -> policy == null ? ColumnLayout.NONE : text.apply(policy.spec()))
        .toList();
  }

  /// The numbers in each case; empty where it has no such policy.
  List<SequencedMap<String, Long>> metrics() {
    List<SequencedMap<String, Long>> metrics = new ArrayList<>();
    for (PolicyResult policy : inCases) {
      metrics.add(policy == null ? new LinkedHashMap<>() : policy.metrics());
    }
    return metrics;
  }

  /// Whether a row says something even if all its numbers are zero.
  boolean alwaysShows(TableRow row) {
    return row.isAboutShadows()
        && inCases.stream()
            .filter(Objects::nonNull)
            .anyMatch(policy -> policy.spec().mode().isShadow());
  }
}
