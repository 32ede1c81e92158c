package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.Machine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// A file of JSON Lines that says how each decision about folio orders came about, written while
/// the cases run; compressed if its name ends in `.gz`. Equal input gives equal bytes.
public final class ExplainFile implements CaseObserver, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String path;
  private final ExplainFilter filter;
  private final JsonGenerator json;
  private boolean isEmpty = true;

  private ExplainFile(String path, ExplainFilter filter, OutputStream out) {
    this.path = path;
    this.filter = filter;
    json = JsonWriters.lines(out);
  }

  /// Creates the file, or empties it. Decisions that `filter` accepts are written.
  ///
  /// @throws InputException if it cannot be written
  public static ExplainFile create(String path, ExplainFilter filter) {
    try {
      OutputStream file = Files.newOutputStream(Path.of(path));
      return new ExplainFile(
          path, filter, path.endsWith(".gz") ? new GZIPOutputStream(file, BUFFER_BYTES) : file);
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new InputException("explain " + path + ": no such directory", e);
    } catch (AccessDeniedException e) {
      throw new InputException("explain " + path + ": permission denied", e);
    } catch (IOException e) {
      throw new InputException("explain " + path + ": cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void booted(CaseSpec spec, Machine machine) {
    DecisionLine line = new DecisionLine(json, spec.name());
    machine.explainTo(decision -> {
      if (filter.accepts(decision)) {
        isEmpty = false;
        writing(() -> line.decided(decision));
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
      text.forEach(line -> {
        isEmpty = false;
        writing(() -> json.writeRawValue(line));
      });
    } catch (IOException e) {
      throw new UncheckedIOException("what a worker explained cannot be read", e);
    }
  }

  /// Completes the file.
  ///
  /// @throws InputException if it cannot be written
  @Override
  public void close() {
    writing(() -> {
      if (!isEmpty) {
        json.writeRaw('\n');
      }
      json.close();
    });
  }

  private void writing(Runnable write) {
    try {
      write.run();
    } catch (JacksonException e) {
      throw new InputException(
          "explain " + path + ": cannot be written: " + e.getOriginalMessage(), e);
    }
  }
}
