package dev.thplab.runtime.policytest;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds files of tests.
public final class TestFiles {
  /// How their names end.
  public static final String SUFFIX = ".test.js";

  private TestFiles() {}

  /// The files of tests that `paths` name, directories with all below them, each once and those of
  /// a directory by name.
  ///
  /// @throws InputException if there is no such path, or no test
  public static List<Path> find(List<String> paths) {
    List<Path> found = new ArrayList<>();
    for (String path : paths) {
      found.addAll(below(path));
    }
    List<Path> files = found.stream().distinct().toList();
    if (files.isEmpty()) {
      throw new InputException(String.join(", ", paths) + ": no file *" + SUFFIX);
    }
    return files;
  }

  private static List<Path> below(String text) {
    try {
      Path path = Path.of(text);
      if (!Files.exists(path)) {
        throw new InputException(text + ": no such file or directory");
      }
      if (!Files.isDirectory(path)) {
        return List.of(path);
      }
      try (Stream<Path> files = Files.walk(path)) {
        return files
            .filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
            .sorted()
            .toList();
      }
    } catch (InvalidPathException e) {
      throw new InputException(text + ": no such file or directory", e);
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(text + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
