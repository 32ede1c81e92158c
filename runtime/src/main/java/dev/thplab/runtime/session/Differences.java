package dev.thplab.runtime.session;

import dev.thplab.runtime.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What the cases of a comparison over several seeds differ in, from one of them.
final class Differences {
  private Differences() {}

  /// `differences(rows, baseline, measure)`, where each row has a `case` and perhaps a `seed`;
  /// returns a row for each other case.
  static List<Map<String, Object>> of(Arguments arguments) {
    String baseline = arguments.text(1, "baseline");
    String measure = arguments.text(2, "measure");
    SequencedMap<String, SequencedMap<Object, Double>> byCase = byCase(arguments, measure);
    if (!byCase.containsKey(baseline)) {
      throw new SessionException(
          "differences: no case '%s'; cases are %s"
              .formatted(baseline, String.join(", ", byCase.keySet())));
    }
    SequencedMap<Object, Double> base = byCase.get(baseline);
    List<Map<String, Object>> rows = new ArrayList<>();
    byCase.forEach((name, values) -> {
      if (!values.sequencedKeySet().equals(base.sequencedKeySet())) {
        throw new SessionException(
            "differences: case '%s' has the seeds %s, '%s' has %s"
                .formatted(name, values.keySet(), baseline, base.keySet()));
      }
      if (!name.equals(baseline)) {
        rows.add(row(name, measure, numbers(values), numbers(base)));
      }
    });
    return rows;
  }

  private static SequencedMap<String, SequencedMap<Object, Double>> byCase(
      Arguments arguments, String measure) {
    SequencedMap<String, SequencedMap<Object, Double>> byCase = new LinkedHashMap<>();
    for (Map<String, Object> row : arguments.rows(0, "rows")) {
      if (!(row.get("case") instanceof String name)
          || !(row.get(measure) instanceof Number value)) {
        throw new SessionException(
            "differences: each row must have a case and a number '%s'".formatted(measure));
      }
      Object seed = row.get("seed");
      Double before =
          byCase.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(seed, value.doubleValue());
      if (before != null) {
        throw new SessionException(
            "differences: case '%s' has two rows of seed %s".formatted(name, seed));
      }
    }
    return byCase;
  }

  private static double[] numbers(SequencedMap<Object, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, Object> row(
      String name, String measure, double[] values, double[] baseline) {
    PairedDifference difference = PairedDifference.of(values, baseline);
    double base = mean(baseline);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", name);
    row.put("measure", measure);
    row.put("seeds", values.length);
    row.put("mean", rounded(mean(values)));
    row.put("baseline", rounded(base));
    row.put("change", rounded(difference.change()));
    row.put("low", rounded(difference.low()));
    row.put("high", rounded(difference.high()));
    row.put("percent", base == 0 ? null : rounded(100 * difference.change() / base));
    row.put("verdict", difference.verdict().label());
    return row;
  }

  /// The value to a thousandth: measures are whole numbers. Null if there is none.
  private static Double rounded(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1_000) / 1_000.0;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
