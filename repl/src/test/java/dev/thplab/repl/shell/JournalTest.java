package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  /// Linux allows no process id of this size (PID_MAX_LIMIT is 2^22).
  private static final String DEAD = "session-99999999.js";

  @TempDir Path directory;

  @Test
  void keepsTheLinesUntilTheSessionEnds() throws IOException {
    Path file;
    try (Journal journal = Journal.begin(directory)) {
      journal.write(List.of("p = spawn(\"x\")", "p.mmap(\"1M\")"));
      try (Stream<Path> files = Files.list(directory)) {
        file = files.findFirst().orElseThrow();
      }
      assertEquals(
          List.of("p = spawn(\"x\")", "p.mmap(\"1M\")"),
          SessionScript.lines(Files.readString(file)));
      assertEquals(List.of(), Journal.abandoned(directory), "a running session is not abandoned");
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void findsSessionsWhoseProcessIsGone() throws IOException {
    Path dead = Files.writeString(directory.resolve(DEAD), "spawn(\"x\")\n");
    Files.writeString(directory.resolve("history"), "not a journal\n");
    assertEquals(List.of(dead), Journal.abandoned(directory));
  }

  @Test
  void removesAbandonedJournalsWithoutLines() throws IOException {
    Path dead = Files.writeString(directory.resolve(DEAD), "");
    assertEquals(List.of(), Journal.abandoned(directory));
    assertFalse(Files.exists(dead));
  }

  @Test
  void aDirectoryThatDoesNotExistHasNone() {
    assertEquals(List.of(), Journal.abandoned(directory.resolve("none")));
  }
}
