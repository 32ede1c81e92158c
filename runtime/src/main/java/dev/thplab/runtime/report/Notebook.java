package dev.thplab.runtime.report;

import dev.thplab.runtime.JsonObject;
import dev.thplab.runtime.chart.SvgRenderer;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.experiment.Cell;
import dev.thplab.runtime.experiment.Prose;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                "name",
                NotebookKernel.NAME,
                "display_name",
                NotebookKernel.DISPLAY_NAME,
                "language",
                NotebookKernel.LANGUAGE),
            "language_info",
            JsonObject.of(
                "name",
                NotebookKernel.LANGUAGE,
                "file_extension",
                ".js",
                "mimetype",
                "text/javascript"),
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
        "source", CellOutputs.lines(text.strip()));
  }

  private Map<String, Object> cell(Report.Ran ran) {
    Cell cell = ran.cell();
    Integer count = ran.found().end() == null ? null : ran.number();
    return codeCell(
        cell.id(),
        cell.source().stripTrailing(),
        count,
        CellOutputs.of(ran.found(), count, renderer));
  }

  private static Map<String, Object> codeCell(
      String id, String source, Integer count, List<Map<String, Object>> outputs) {
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
        CellOutputs.lines(source));
  }

  /// An id that no cell of the experiment has.
  private String freeId(String id) {
    boolean taken = report.experiment().cells().stream().anyMatch(cell -> cell.id().equals(id));
    return taken ? freeId(id + "-") : id;
  }
}
