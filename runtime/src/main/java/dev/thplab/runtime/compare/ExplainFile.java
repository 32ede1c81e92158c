package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A file of JSON Lines that says how each decision about folio orders came about, written while
/// the cases run; compressed if its name ends in `.gz`. Equal input gives equal bytes.
public final class ExplainFile implements CaseObserver, AutoCloseable {
  private final ExplainFilter filter;
  private final JsonLinesFile file;

  private ExplainFile(ExplainFilter filter, JsonLinesFile file) {
    this.filter = filter;
    this.file = file;
  }

  /// Creates the file, or empties it. Decisions that `filter` accepts are written.
  ///
  /// @throws InputException if it cannot be written
  public static ExplainFile create(String path, ExplainFilter filter) {
    return new ExplainFile(filter, JsonLinesFile.create("explain", path));
  }

  @Override
  public void booted(CaseSpec spec, Machine machine) {
    machine.explainTo(decision -> {
      if (filter.accepts(decision)) {
        file.add(json -> DecisionLine.write(json, spec.name(), decision));
      }
    });
  }

  /// What it writes.
  public ExplainFilter filter() {
    return filter;
  }

  /// Adds the lines of another such file, which is not compressed.
  ///
  /// @throws InputException if this one cannot be written
  public void append(Path lines) {
    try (Stream<String> text = Files.lines(lines)) {
      text.forEach(line -> file.add(json -> json.writeRawValue(line)));
    } catch (IOException e) {
      throw new UncheckedIOException("what a worker explained cannot be read", e);
    }
  }

  /// Completes the file.
  ///
  /// @throws InputException if it cannot be written
  @Override
  public void close() {
    file.close();
  }
}
