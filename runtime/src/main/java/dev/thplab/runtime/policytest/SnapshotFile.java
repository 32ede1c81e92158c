package dev.thplab.runtime.policytest;

import dev.thplab.runtime.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The snapshots of one file of tests, in `__snapshots__/NAME.snap` beside it: a name in a line of
/// its own that ends in a colon, the value below it indented by two blanks, an empty line. Names
/// are sorted, so that the file differs where values do.
final class SnapshotFile {
  private static final String INDENT = "  ";

  private final Path path;

  private SnapshotFile(Path path) {
    this.path = path;
  }

  /// That of `tests`.
  static SnapshotFile of(Path tests) {
    return new SnapshotFile(
        tests.resolveSibling("__snapshots__").resolve(tests.getFileName() + ".snap"));
  }

  /// The values by name; none if there is no file.
  ///
  /// @throws InputException naming the line that cannot be read
  SortedMap<String, String> read() {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    } catch (CharacterCodingException e) {
      throw new InputException(path + ": not UTF-8 text", e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
    return parse(text);
  }

  private SortedMap<String, String> parse(String text) {
    SortedMap<String, String> values = new TreeMap<>();
    String name = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.startsWith(INDENT) && name != null) {
        values.merge(
            name, line.substring(INDENT.length()), (a, b) -> a.isEmpty() ? b : a + "\n" + b);
      } else if (line.endsWith(":") && !line.startsWith(" ")) {
        name = line.substring(0, line.length() - 1);
        values.put(name, "");
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new InputException(
            "%s:%d: neither a name with ':' nor a value indented by two blanks"
                .formatted(path, number));
      }
    }
    return values;
  }

  /// Writes values; without any there is no file.
  void write(Map<String, String> values) {
    try {
      if (values.isEmpty()) {
        Files.deleteIfExists(path);
        return;
      }
      StringBuilder text = new StringBuilder("# Kept by ./thplab test; --update writes it anew.\n");
      new TreeMap<>(values)
          .forEach((name, value) -> {
            text.append('\n').append(name).append(":\n");
            value.lines().forEach(line -> text.append(INDENT).append(line).append('\n'));
          });
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
