package dev.thplab.runtime.experiment;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.JsonLinesReport;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.script.Contracts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JsonGenerator;

/// The results of an experiment as JSON Lines. The first line is the experiment; each other names
/// its `kind` and `cell`: `result` (the machine of a case, or a policy in it), `row`, `expect`,
/// `chart`, `value` (that of the cell), and behind them `cell`, how the cell ended. Lines are
/// written as they come, so that those of a run that is stopped are there.
final class Results implements AutoCloseable {
  private final OutputStream out;

  Results(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out = new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /// Writes the first line.
  ///
  /// @param machine what the session runs on
  void experiment(Experiment experiment, Map<String, Object> machine) {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", "experiment");
    fields.put("name", experiment.name());
    fields.put("title", experiment.header().title());
    fields.put("sha256", experiment.sha256());
    fields.put("version", Provenance.VERSION);
    fields.put("seed", experiment.header().seed());
    fields.put("machine", machine);
    fields.put("notice", Contracts.NOTICE);
    write(fields);
  }

  void note(Cell cell, String kind, Map<String, Object> fields) {
    SequencedMap<String, Object> line = head(cell, kind);
    line.putAll(fields);
    write(line);
  }

  void comparison(Cell cell, Comparison comparison) {
    JsonLinesReport.write(head(cell, "result"), comparison, out);
    flush();
  }

  private static SequencedMap<String, Object> head(Cell cell, String kind) {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("cell", cell.id());
    return line;
  }

  private void write(Map<String, Object> fields) {
    try (JsonGenerator json = JsonWriters.compact(out)) {
      JsonWriters.value(json, fields);
      json.writeRaw('\n');
    }
    flush();
  }

  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be written", e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("results cannot be written", e);
    }
  }
}
