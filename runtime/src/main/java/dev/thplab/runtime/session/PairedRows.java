package dev.thplab.runtime.session;

import dev.thplab.runtime.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// One measure of the rows of a comparison, by case and seed, as `compare()` returns them.
final class PairedRows {
  private final String word;
  private final SequencedMap<String, SequencedMap<Object, Double>> byCase = new LinkedHashMap<>();

  /// Takes the measure out of the rows, each of which has a `case` and perhaps a `seed`.
  ///
  /// @param word whose arguments they are, for messages
  /// @throws SessionException if a row lacks the case or the measure, or two are the same case and
  ///   seed
  PairedRows(String word, List<Map<String, Object>> rows, String measure) {
    this.word = word;
    for (Map<String, Object> row : rows) {
      if (!(row.get("case") instanceof String name)
          || !(row.get(measure) instanceof Number value)) {
        throw new SessionException(
            "%s: each row must have a case and a number '%s'".formatted(word, measure));
      }
      Object seed = row.get("seed");
      Double before =
          byCase.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(seed, value.doubleValue());
      if (before != null) {
        throw new SessionException(
            "%s: case '%s' has two rows of seed %s".formatted(word, name, seed));
      }
    }
  }

  /// The cases, in the order of the rows.
  Set<String> cases() {
    return byCase.keySet();
  }

  /// @throws SessionException if there is no such case
  void check(String name) {
    if (!byCase.containsKey(name)) {
      throw new SessionException(
          "%s: no case '%s'; cases are %s".formatted(word, name, String.join(", ", cases())));
    }
  }

  /// How many seeds a case was run with.
  int nrSeeds(String name) {
    return byCase.get(name).size();
  }

  /// Mean of a case over its seeds.
  double mean(String name) {
    return Arrays.stream(values(name)).average().orElseThrow();
  }

  /// How far a case is from another, seed by seed.
  ///
  /// @throws SessionException if they were not run with the same seeds
  PairedDifference difference(String name, String baseline) {
    // One run without a seed has null for one.
    Set<Object> seeds = byCase.get(name).keySet();
    Set<Object> others = byCase.get(baseline).keySet();
    if (!new ArrayList<>(seeds).equals(new ArrayList<>(others))) {
      throw new SessionException(
          "%s: case '%s' has the seeds %s, '%s' has %s"
              .formatted(word, name, seeds, baseline, others));
    }
    return PairedDifference.of(values(name), values(baseline));
  }

  /// Whether both have the same value with every seed.
  boolean isEqual(String name, String other) {
    return Arrays.equals(values(name), values(other));
  }

  private double[] values(String name) {
    return byCase.get(name).values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
