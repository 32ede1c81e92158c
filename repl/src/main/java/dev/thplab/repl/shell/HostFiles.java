package dev.thplab.repl.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files of the machine that thplab runs on.
final class HostFiles {
  private HostFiles() {}

  /// The names in a directory, sorted, those of directories with a slash; none if it cannot be
  /// read. The empty text is the current directory.
  static List<String> names(String directory) {
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      return files
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException | InvalidPathException _) {
      // Completion has nothing to offer there.
      return List.of();
    }
  }
}
