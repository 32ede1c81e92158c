package dev.thplab.runtime.report;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.chart.Chart;
import dev.thplab.runtime.chart.ChartBundle;
import dev.thplab.runtime.chart.SvgRenderer;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.experiment.Cell;
import dev.thplab.runtime.experiment.Prose;
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

/// An experiment as a Jupyter notebook (nbformat 4.5) with its outputs.
///
/// Front matter is a first code cell of comments, as a JavaScript experiment has it, so that a
/// kernel that runs the notebook learns of the machine and the seed.
final class Notebook {
  private final Report report;
  private final SvgRenderer renderer;
  private final List<Object> cells = new ArrayList<>();
  private int nrProse;

  private Notebook(Report report, SvgRenderer renderer) {
    this.report = report;
    this.renderer = renderer;
  }

  /// The notebook as JSON text.
  static String of(Report report, SvgRenderer renderer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonWriters.indented(out)) {
      JsonWriters.value(json, new Notebook(report, renderer).notebook());
    }
    return out.toString(StandardCharsets.UTF_8) + "\n";
  }

  private Map<String, Object> notebook() {
    if (!report.experiment().frontMatter().isEmpty()) {
      cells.add(
          codeCell(freeId("front-matter"), report.experiment().frontMatter(), null, List.of()));
    }
    for (Report.Section section : report.sections()) {
      switch (section) {
        case Report.Text(Prose prose) -> cells.add(proseCell(prose.text()));
        case Report.Ran ran -> cells.add(cell(ran));
      }
    }
    return JsonObject.of(
        "cells",
        cells,
        "metadata",
        JsonObject.of(
            "kernelspec",
            JsonObject.of(
                "name", "thplab", "display_name", "thplab (JavaScript)", "language", "javascript"),
            "language_info",
            JsonObject.of(
                "name", "javascript", "file_extension", ".js", "mimetype", "text/javascript"),
            "thplab",
            report.head()),
        "nbformat",
        4,
        "nbformat_minor",
        5);
  }

  private Map<String, Object> proseCell(String text) {
    nrProse++;
    return JsonObject.of(
        "cell_type", "markdown",
        "id", freeId("prose-" + nrProse),
        "metadata", JsonObject.of(),
        "source", lines(text.strip()));
  }

  private Map<String, Object> cell(Report.Ran ran) {
    Cell cell = ran.cell();
    Integer count = ran.found().end() == null ? null : ran.number();
    return codeCell(cell.id(), cell.source().stripTrailing(), count, outputs(ran.found(), count));
  }

  private static Map<String, Object> codeCell(
      String id, String source, Integer count, List<Object> outputs) {
    return JsonObject.of(
        "cell_type",
        "code",
        "execution_count",
        count,
        "id",
        id,
        "metadata",
        JsonObject.of(),
        "outputs",
        outputs,
        "source",
        lines(source));
  }

  /// An id that no cell of the experiment has.
  private String freeId(String id) {
    boolean taken = report.experiment().cells().stream().anyMatch(cell -> cell.id().equals(id));
    return taken ? freeId(id + "-") : id;
  }

  private List<Object> outputs(Findings found, Integer count) {
    List<Object> outputs = new ArrayList<>();
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
  private static void expectations(List<Expected> expectations, List<Object> outputs) {
    for (boolean holds : new boolean[] {true, false}) {
      String text =
          expectations.stream()
              .filter(expected -> expected.holds() == holds)
              .map(Notebook::line)
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
  private static List<String> lines(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(text.split("(?<=\n)", -1)).stream().filter(line -> !line.isEmpty()).toList();
  }
}
