package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of a shell: history, init.js, and the journal of a session that was killed.
class SessionFilesTest {
  private static final String PROMPT = "thplab> ";

  @TempDir Path directory;

  @Test
  void keepsTheHistory() throws Exception {
    Path history = directory.resolve("history");
    ShellOptions options = new ShellOptions(directory, history, null, "true", false);
    VirtualTerminal.session(options, List.of("20 + 22", ".ps"));
    String text = Files.readString(history);
    assertTrue(text.contains("20 + 22") && text.contains(".ps"), text);
  }

  @Test
  void runsTheScriptOfTheUserFirst() throws Exception {
    Path init =
        Files.writeString(directory.resolve("init.js"), "function twice(x) { return 2 * x; }");
    ShellOptions options = new ShellOptions(directory, null, init, "true", false);
    String screen = VirtualTerminal.session(options, List.of("twice(21)"));
    assertTrue(screen.contains("\n42\n"), screen);
  }

  @Test
  void findsItsFilesByTheEnvironment() {
    ShellOptions home = ShellOptions.of(Map.of("HOME", "/h"), true, false);
    assertEquals(Path.of("/h/.local/state/thplab"), home.state());
    assertEquals(Path.of("/h/.local/state/thplab/history"), home.history());
    assertEquals(Path.of("/h/.config/thplab/init.js"), home.init());
    Map<String, String> variables =
        Map.of("XDG_STATE_HOME", "/s", "XDG_CONFIG_HOME", "/c", "THPLAB_HISTORY", "/t/lines");
    ShellOptions named = ShellOptions.of(variables, true, false);
    assertEquals(Path.of("/s/thplab"), named.state());
    assertEquals(Path.of("/t/lines"), named.history());
    assertEquals(Path.of("/c/thplab/init.js"), named.init());
    ShellOptions none = ShellOptions.of(Map.of("HOME", "/h", "THPLAB_HISTORY", ""), false, false);
    assertNull(none.history());
    assertNull(none.init());
  }

  /// Three faults were taken before the kill; the journal takes them again.
  @Test
  void aKilledSessionCanBeLoadedAgain() throws Exception {
    Process killed = ShellProcess.start(directory);
    try {
      awaitPrompt(killed.getInputStream(), "");
      killed
          .getOutputStream()
          .write(
              "m = spawn(\"db\").mmap(\"64k\"); m.touch(\"0..12k\")\r"
                  .getBytes(StandardCharsets.UTF_8));
      killed.getOutputStream().flush();
      awaitPrompt(killed.getInputStream(), "\n3");
    } finally {
      killed.destroyForcibly().waitFor();
    }
    Path journal = directory.resolve("session-" + killed.pid() + ".js");
    String screen =
        VirtualTerminal.session(directory, List.of(".load " + journal, "vmstat(\"pgfault\")"));
    assertTrue(
        screen.startsWith("A session ended without notice. To have it again: .load "), screen);
    assertTrue(screen.contains("{ pgfault: 3 }"), screen);
  }

  /// Reads up to the first prompt behind `answer`.
  private static void awaitPrompt(InputStream screen, String answer) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(PROMPT) || text.indexOf(answer) < 0) {
      int c = screen.read();
      assertTrue(c >= 0, () -> "the shell ended: " + text);
      text.append((char) c);
    }
  }
}
