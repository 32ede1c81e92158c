package dev.thplab.runtime.report;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.chart.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a cell found.
///
/// @param shown charts, rows and the value, in the order of the script
/// @param expectations what it expected
/// @param comparisons the results of machines, one for each case and seed
/// @param end how it ended: `done`, `failed` or `timed-out`; null if it did not run
/// @param message why it failed; null if it did not
record Findings(
    List<Shown> shown,
    List<Expected> expectations,
    List<Map<String, Object>> comparisons,
    String end,
    String message) {

  /// Something to look at.
  sealed interface Shown permits Drawn, Rows, Value {}

  /// A chart.
  ///
  /// @param text how a terminal shows it
  record Drawn(Chart chart, String text) implements Shown {}

  /// Rows that the cell recorded under a name.
  record Rows(String name, List<Map<String, Object>> rows) implements Shown {}

  /// The value of the cell.
  ///
  /// @param text how a terminal shows it
  /// @param rows the value if it is a table, else null
  record Value(String text, List<Map<String, Object>> rows) implements Shown {}

  Findings {
    shown = List.copyOf(shown);
    expectations = List.copyOf(expectations);
    comparisons = List.copyOf(comparisons);
  }

  /// Sorts the lines of one cell.
  static Findings of(List<Map<String, Object>> lines) {
    List<Shown> shown = new ArrayList<>();
    List<Expected> expectations = new ArrayList<>();
    List<Map<String, Object>> comparisons = new ArrayList<>();
    String end = null;
    String message = null;
    for (Map<String, Object> line : lines) {
      switch ((String) line.get("kind")) {
        case "expect" -> expectations.add(Expected.of(line));
        case "result" -> {
          if (line.get("scope").equals("machine")) {
            comparisons.add(line);
          }
        }
        case Chart.KIND -> {
          Chart chart = Chart.of(line);
          shown.add(new Drawn(chart, chart.title()));
        }
        case "row" -> addRow(shown, line);
        case "value" -> addValue(shown, (String) line.get("text"), rows(line.get("rows")));
        case "cell" -> {
          end = (String) line.get("end");
          message = (String) line.get("message");
        }
        default -> throw new IllegalArgumentException("no such kind of result: " + line);
      }
    }
    return new Findings(shown, expectations, comparisons, end, message);
  }

  private static void addRow(List<Shown> shown, Map<String, Object> line) {
    String name = (String) line.get("name");
    if (shown.isEmpty() || !(shown.getLast() instanceof Rows rows && rows.name.equals(name))) {
      shown.add(new Rows(name, new ArrayList<>()));
    }
    ((Rows) shown.getLast()).rows.add(JsonObject.cast(line.get("values")));
  }

  /// A value that is a chart, or rows that were recorded, is there already.
  private static void addValue(List<Shown> shown, String text, List<Map<String, Object>> rows) {
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i) instanceof Drawn(Chart chart, String title)
          && text.startsWith(title + "\n")) {
        shown.set(i, new Drawn(chart, text));
        return;
      }
      if (shown.get(i) instanceof Rows(String _, List<Map<String, Object>> recorded)
          && recorded.equals(rows)) {
        return;
      }
    }
    shown.add(new Value(text, rows));
  }

  private static List<Map<String, Object>> rows(Object rows) {
    return rows instanceof List<?> list ? list.stream().map(JsonObject::cast).toList() : null;
  }
}
