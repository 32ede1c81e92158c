package dev.thplab.repl.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/// Longer texts than a line: `.editor`, which takes lines until Ctrl-D, and `.edit`, which starts
/// the editor of the user.
final class TextEntry {
  private final LineReader reader;
  private final String editor;
  private final Consumer<String> problems;
  private boolean isOpen;
  private String last = "";

  /// Takes lines from `reader`, starts `editor`, and tells `problems` what went wrong, in one line.
  TextEntry(LineReader reader, String editor, Consumer<String> problems) {
    this.reader = reader;
    this.editor = editor;
    this.problems = problems;
  }

  /// Whether lines are taken as they are, complete or not.
  boolean isOpen() {
    return isOpen;
  }

  /// The text that a typed line stands for: itself, or what the user writes now.
  String complete(String line) {
    String text = line.strip();
    if (text.equals(".editor")) {
      last = lines();
    } else if (text.equals(".edit") || text.startsWith(".edit ")) {
      last = edited(text.substring(".edit".length()).strip());
    } else {
      last = text.startsWith(".") ? last : text;
      return line;
    }
    return last;
  }

  private String lines() {
    reader.getTerminal().writer().println("// Ctrl-D runs it, Ctrl-C drops it.");
    StringJoiner lines = new StringJoiner("\n");
    isOpen = true;
    try {
      while (true) {
        lines.add(reader.readLine(""));
      }
    } catch (EndOfFileException _) {
      return lines.toString();
    } catch (UserInterruptException _) {
      return "";
    } finally {
      isOpen = false;
    }
  }

  /// What the editor made of a file, or of the last text.
  private String edited(String file) {
    try {
      Path path = file.isEmpty() ? Files.createTempFile("thplab", ".js") : Path.of(file);
      if (file.isEmpty()) {
        Files.writeString(path, last + "\n");
      }
      return edit(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a file to edit", e);
    }
  }

  private String edit(Path path) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", path.toString())
            .inheritIO()
            .start();
    try {
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        problems.accept("%s ended with exit code %d; nothing was run".formatted(editor, exitCode));
        return "";
      }
    } catch (InterruptedException _) {
      process.destroy();
      Thread.currentThread().interrupt();
      return "";
    }
    return Files.exists(path) ? Files.readString(path) : "";
  }
}
