package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.thplab.runtime.script.ScriptHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What `.export` writes.
class ExportTest {
  private static final String ROWS =
      "[{ a: 1, text: 'x, \"y\"' }, { a: -2.5, text: 'two\\nlines' }, { a: 3, text: '' }]";

  @TempDir private Path directory;

  @BeforeEach
  void export() throws InterruptedException {
    Thread thread =
        ScriptHost.newThread(
            "export",
            () -> {
              try (Interpreter interpreter = new Interpreter(new Silence(), true)) {
                for (String format : List.of("csv", "jsonl")) {
                  interpreter.run(".export %s %s %s".formatted(format, file(format), ROWS));
                }
              }
            });
    thread.start();
    thread.join();
  }

  private Path file(String format) {
    return directory.resolve("rows." + format);
  }

  /// RFC 4180: a field with a comma, a quote or a line break is quoted, and a quote in it doubled.
  @Test
  void csvIsAsTheStandardSays() throws Exception {
    assertEquals(
        """
        a,text
        1,"x, ""y""\"
        -2.5,"two
        lines"
        3,
        """,
        Files.readString(file("csv")));
  }

  @Test
  void jsonLinesAreReadAsJson() throws Exception {
    List<Object> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file("jsonl"))) {
      rows.add(JsonMapper.shared().readValue(line, Map.class));
    }
    assertEquals(
        List.of(
            Map.of("a", 1, "text", "x, \"y\""),
            Map.of("a", -2.5, "text", "two\nlines"),
            Map.of("a", 3, "text", "")),
        rows);
  }
}
