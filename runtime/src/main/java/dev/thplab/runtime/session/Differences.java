package dev.thplab.runtime.session;

import dev.thplab.runtime.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the cases of a comparison over several seeds differ in, from one of them.
final class Differences {
  private Differences() {}

  /// `differences(rows, baseline, measure)`, where each row has a `case` and perhaps a `seed`;
  /// returns a row for each other case.
  static List<Map<String, Object>> of(Arguments arguments) {
    String baseline = arguments.text(1, "baseline");
    String measure = arguments.text(2, "measure");
    PairedRows paired = new PairedRows("differences", arguments.rows(0, "rows"), measure);
    paired.check(baseline);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : paired.cases()) {
      if (!name.equals(baseline)) {
        rows.add(row(paired, name, measure, baseline));
      }
    }
    return rows;
  }

  private static Map<String, Object> row(
      PairedRows paired, String name, String measure, String baseline) {
    PairedDifference difference = paired.difference(name, baseline);
    double base = paired.mean(baseline);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", name);
    row.put("measure", measure);
    row.put("seeds", paired.nrSeeds(name));
    row.put("mean", rounded(paired.mean(name)));
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
}
