package dev.thplab.runtime.experiment;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Reads experiments, of which there are two forms:
///
/// * Markdown (`.md`) with YAML between two lines `---` at the start; its cells are fenced blocks
///   that begin with `js thp`.
/// * JavaScript (`.js`) with the same front matter behind `// `; `// %%` begins a cell, and `// %%
///   [markdown]` prose. Without such a line the whole file is one cell.
public final class ExperimentReader {
  private static final String FENCE = "---";
  private static final String COMMENT = "// ";

  private ExperimentReader() {}

  /// Reads a file.
  ///
  /// @throws InputException naming the file, the line and what is wrong
  public static Experiment read(String file) {
    byte[] bytes = bytes(file);
    List<String> lines = text(file, bytes).lines().toList();
    List<Experiment.Part> parts;
    Header header;
    String prefix;
    if (file.endsWith(".md")) {
      prefix = "";
      header = header(file, lines, prefix);
      parts = MarkdownCells.read(file, header, lines, headerLength(lines, prefix));
    } else if (file.endsWith(".js")) {
      prefix = COMMENT;
      header = header(file, lines, prefix);
      parts = PercentCells.read(file, header, lines, headerLength(lines, prefix));
    } else {
      throw new InputException(file + ": an experiment must be a .md or .js file");
    }
    if (parts.stream().noneMatch(Cell.class::isInstance)) {
      throw new InputException(file + ": no cell; one begins with '```js thp' or '// %%'");
    }
    return new Experiment(file, Sha256.hex(bytes), header, frontMatter(lines, prefix), parts);
  }

  /// The header of a script that begins with front matter behind `// `; null if it does not.
  ///
  /// @param name of the script in messages
  /// @throws InputException naming the line and what is wrong
  public static Header header(String name, String script) {
    List<String> lines = script.lines().toList();
    return headerLength(lines, COMMENT) == 0 ? null : header(name, lines, COMMENT);
  }

  private static String frontMatter(List<String> lines, String prefix) {
    return lines.subList(0, headerLength(lines, prefix)).stream()
        .map(line -> prefix.isEmpty() ? COMMENT + line : line)
        .collect(Collectors.joining("\n"));
  }

  private static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (InvalidPathException | NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(String file, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": not UTF-8 text", e);
    }
  }

  /// Number of lines that front matter takes, its fences included; 0 if there is none, and -1 if it
  /// does not end.
  private static int headerLength(List<String> lines, String prefix) {
    if (lines.isEmpty() || !lines.getFirst().equals(prefix + FENCE)) {
      return 0;
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).equals(prefix + FENCE)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static Header header(String file, List<String> lines, String prefix) {
    int length = headerLength(lines, prefix);
    if (length < 0) {
      throw new InputException(
          "%s:1: the front matter has no end, a line '%s%s'".formatted(file, prefix, FENCE));
    }
    if (length == 0) {
      return Header.DEFAULT;
    }
    List<String> yaml =
        lines.subList(1, length - 1).stream()
            .map(line -> line.startsWith(prefix) ? line.substring(prefix.length()) : line)
            .toList();
    return new HeaderReader(file, yaml, 2).read();
  }
}
