package dev.thplab.runtime.report;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.chart.SvgRenderer;
import dev.thplab.runtime.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes what people read of an experiment beside its results.
public final class Views implements AutoCloseable {
  private final SvgRenderer renderer = new SvgRenderer();

  /// Writes `page` (HTML) and `notebook` (nbformat 4.5), made of the experiment and its results;
  /// what is there is replaced.
  ///
  /// @throws InputException naming the file that cannot be read or written
  public void write(Experiment experiment, Path results, Path page, Path notebook) {
    Report report = Report.of(experiment, results);
    write(page, HtmlReport.of(report, renderer));
    write(notebook, Notebook.of(report, renderer));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    renderer.close();
  }
}
