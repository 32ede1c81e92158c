package dev.thplab.repl.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The lines of a running session in a file, so that a crash or a kill loses at most the last one.
///
/// The file is named after the process, holds a [SessionScript], and goes when the session ends in
/// order. A file whose process is gone is a session that can be recovered.
final class Journal implements AutoCloseable {
  private static final String PREFIX = "session-";
  private static final String SUFFIX = ".js";

  private final Path file;

  private Journal(Path file) {
    this.file = file;
  }

  /// Begins the journal of this process in `directory`.
  static Journal begin(Path directory) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(PREFIX + ProcessHandle.current().pid() + SUFFIX);
      Files.writeString(file, "");
      return new Journal(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal in " + directory, e);
    }
  }

  /// The journals in `directory` whose sessions ended without notice, oldest first; empty ones are
  /// removed.
  static List<Path> abandoned(Path directory) {
    List<Path> abandoned = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return abandoned;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (isAbandoned(file)) {
          if (Files.size(file) == 0) {
            Files.delete(file);
          } else {
            abandoned.add(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journals in " + directory, e);
    }
    return abandoned;
  }

  private static boolean isAbandoned(Path file) {
    String name = file.getFileName().toString();
    if (!name.matches(PREFIX + "\\d{1,18}\\" + SUFFIX)) {
      return false;
    }
    String pid = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  /// Writes the lines that did something so far, before the prompt shows again.
  void write(List<String> lines) {
    try {
      Files.writeString(file, lines.isEmpty() ? "" : SessionScript.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
