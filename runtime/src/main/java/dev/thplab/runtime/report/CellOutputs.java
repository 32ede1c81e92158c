package dev.thplab.runtime.report;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.chart.Chart;
import dev.thplab.runtime.chart.ChartBundle;
import dev.thplab.runtime.chart.SvgRenderer;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.report.Findings.Drawn;
import dev.thplab.runtime.report.Findings.Rows;
import dev.thplab.runtime.report.Findings.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// What a cell shows in a notebook: outputs as nbformat 4.5 has them.
public final class CellOutputs {
  private CellOutputs() {}

  /// What a cell shows whose results are `lines`, those of its comparisons left out.
  ///
  /// @param count number of the cell; null if it has none
  public static List<Map<String, Object>> of(
      List<Map<String, Object>> lines, Integer count, SvgRenderer renderer) {
    return of(Findings.of(lines.stream().map(CellOutputs::asWritten).toList()), count, renderer);
  }

  /// A line as whoever reads it from a file gets it.
  private static Map<String, Object> asWritten(Map<String, Object> line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonWriters.compact(out)) {
      JsonWriters.value(json, line);
    }
    return ResultLines.object(out.toString(StandardCharsets.UTF_8));
  }

  static List<Map<String, Object>> of(Findings found, Integer count, SvgRenderer renderer) {
    List<Map<String, Object>> outputs = new ArrayList<>();
    for (Findings.Shown shown : found.shown()) {
      outputs.add(
          switch (shown) {
            case Drawn(Chart chart, String text) -> display(ChartBundle.of(chart, text, renderer));
            case Rows(String _, List<Map<String, Object>> rows) ->
                display(table(RowTable.of(rows)));
            case Value(String text, List<Map<String, Object>> rows) -> result(text, rows, count);
          });
    }
    expectations(found.expectations(), outputs);
    if (found.message() != null) {
      outputs.add(
          JsonObject.of(
              "output_type", "error",
              "ename", found.end(),
              "evalue", found.message(),
              "traceback", List.of(found.message())));
    }
    return outputs;
  }

  private static Map<String, Object> display(Map<String, Object> data) {
    return JsonObject.of("output_type", "display_data", "data", data, "metadata", JsonObject.of());
  }

  private static Map<String, Object> result(
      String text, List<Map<String, Object>> rows, Integer count) {
    SequencedMap<String, Object> data = new LinkedHashMap<>();
    if (rows != null) {
      data.put("text/html", RowTable.of(rows).html());
    }
    data.put("text/plain", text);
    return JsonObject.of(
        "output_type",
        "execute_result",
        "execution_count",
        count,
        "data",
        data,
        "metadata",
        JsonObject.of());
  }

  private static SequencedMap<String, Object> table(RowTable table) {
    return JsonObject.of("text/html", table.html(), "text/plain", table.text());
  }

  /// Expectations that hold on standard output, the others on standard error.
  private static void expectations(List<Expected> expectations, List<Map<String, Object>> outputs) {
    for (boolean holds : new boolean[] {true, false}) {
      String text =
          expectations.stream()
              .filter(expected -> expected.holds() == holds)
              .map(CellOutputs::line)
              .collect(Collectors.joining());
      if (!text.isEmpty()) {
        outputs.add(
            JsonObject.of(
                "output_type", "stream", "name", holds ? "stdout" : "stderr", "text", lines(text)));
      }
    }
  }

  private static String line(Expected expected) {
    return expected.holds()
        ? "✓ %s: %s %s\n".formatted(expected.what(), expected.found(), expected.wanted())
        : "✗ %s: %s\n".formatted(expected.what(), expected.problem());
  }

  /// Text in the form in which notebooks keep it: lines with their ends.
  static List<String> lines(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split("(?<=\n)", -1)).stream().filter(line -> !line.isEmpty()).toList();
  }
}
