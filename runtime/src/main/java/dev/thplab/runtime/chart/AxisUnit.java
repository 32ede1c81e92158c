package dev.thplab.runtime.chart;

import java.util.List;
import java.util.Objects;

/// The unit in which an axis shows a field, told from the ending of its name and the largest value.
///
/// @param symbol as behind a number; empty if the field is a count
/// @param size how many of the field's own units it is
record AxisUnit(String symbol, double size) {
  private static final AxisUnit NONE = new AxisUnit("", 1);

  /// Smallest first, as [#ofSize] wants them.
  private static final List<AxisUnit> BYTES =
      List.of(
          new AxisUnit("bytes", 1),
          new AxisUnit("KiB", 1L << 10),
          new AxisUnit("MiB", 1L << 20),
          new AxisUnit("GiB", 1L << 30),
          new AxisUnit("TiB", 1L << 40));

  private static final List<AxisUnit> TIMES =
      List.of(
          new AxisUnit("ns", 1),
          new AxisUnit("us", 1e3),
          new AxisUnit("ms", 1e6),
          new AxisUnit("s", 1e9));

  /// The unit for `field` of a chart.
  static AxisUnit of(Chart chart, String field) {
    if (!chart.isNumeric(field)) {
      return NONE;
    }
    String measure = chart.measure(field);
    double most =
        chart
            .values(field)
            .filter(Objects::nonNull)
            .mapToDouble(value -> Math.abs(((Number) value).doubleValue()))
            .max()
            .orElse(0);
    if (hasEnding(measure, "bytes")) {
      return ofSize(BYTES, most);
    }
    if (hasEnding(measure, "ns")) {
      return ofSize(TIMES, most);
    }
    return hasEnding(measure, "percent") ? new AxisUnit("%", 1) : NONE;
  }

  private static boolean hasEnding(String name, String ending) {
    return name.equals(ending) || name.endsWith("_" + ending);
  }

  private static AxisUnit ofSize(List<AxisUnit> units, double most) {
    AxisUnit fitting = units.getFirst();
    for (AxisUnit unit : units) {
      if (unit.size <= most) {
        fitting = unit;
      }
    }
    return fitting;
  }

  /// What is written at the axis of `field`: `rss_peak (MiB)`.
  String title(Chart chart, String field) {
    String measure = chart.measure(field);
    String name = measure;
    if (!symbol.isEmpty()) {
      int ending = measure.lastIndexOf('_');
      name = (ending < 0 ? measure : measure.substring(0, ending)) + " (" + symbol + ")";
    }
    return measure.equals(field) ? name : field + " of " + name;
  }
}
