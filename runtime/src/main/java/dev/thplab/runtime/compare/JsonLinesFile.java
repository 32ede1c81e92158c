package dev.thplab.runtime.compare;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// A file of JSON Lines that is being written, compressed if its name ends in `.gz`.
final class JsonLinesFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String title;
  private final JsonGenerator json;
  private boolean isEmpty = true;

  private JsonLinesFile(String title, OutputStream out) {
    this.title = title;
    json = JsonWriters.lines(out);
  }

  /// Creates the file, or empties it.
  ///
  /// @param what messages call it, before its path
  /// @throws InputException if it cannot be written
  static JsonLinesFile create(String what, String path) {
    String title = what + " " + path;
    try {
      OutputStream file = Files.newOutputStream(Path.of(path));
      return new JsonLinesFile(
          title, path.endsWith(".gz") ? new GZIPOutputStream(file, BUFFER_BYTES) : file);
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new InputException(title + ": no such directory", e);
    } catch (AccessDeniedException e) {
      throw new InputException(title + ": permission denied", e);
    } catch (IOException e) {
      throw new InputException(title + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /// Adds the line that `write` writes: one value.
  ///
  /// @throws InputException if it cannot be written
  void add(Consumer<JsonGenerator> write) {
    isEmpty = false;
    writing(() -> write.accept(json));
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
      throw new InputException(title + ": cannot be written: " + e.getOriginalMessage(), e);
    }
  }
}
