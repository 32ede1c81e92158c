package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The shell on a real terminal, with keys: `mvn -Pterminal test`.
@EnabledIfSystemProperty(named = "thplab.terminal", matches = "true")
class TmuxTest {
  private static final String SESSION = "shell";

  /// A server for each test: one that is told to end may still be there when the next test begins.
  private static int nrServers;

  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path directory;

  @BeforeEach
  void open() throws Exception {
    nrServers++;
    assumeTrue(exists("tmux"), "tmux is missing: the shell was not tried on a real terminal");
    String launcher = Path.of("..", "thplab").toAbsolutePath().normalize().toString();
    tmux(
        "new-session",
        "-d",
        "-s",
        SESSION,
        "-x",
        "100",
        "-y",
        "30",
        "env",
        "XDG_STATE_HOME=" + directory,
        "XDG_CONFIG_HOME=" + directory,
        "NO_COLOR=",
        launcher);
    await(screen -> screen.endsWith("thplab>"));
  }

  @AfterEach
  void close() throws Exception {
    tmux("kill-server");
  }

  @Test
  void tabCompletesAndExplains() throws Exception {
    run("m = spawn(\"db\").mmap(\"4M\")", "4 MiB");
    keys("m.tou", "Tab");
    await(screen -> screen.endsWith("m.touch"));
    keys("Tab");
    await(screen -> screen.contains("Writes to each page; gives the faults taken."));
    keys("C-c");
    keys("cat /proc/budd", "Tab");
    await(screen -> screen.endsWith("cat /proc/buddyinfo"));
  }

  @Test
  void pastesSeveralLinesAsOne() throws Exception {
    tmux("set-buffer", "function twice(x) {\n  return 2 * x;\n}\ntwice(21)");
    tmux("paste-buffer", "-p", "-t", SESSION);
    keys("Enter");
    await(screen -> screen.endsWith("42\nthplab>"));
  }

  @Test
  void ctrlCEndsAnEndlessLoopWithinASecond() throws Exception {
    run("1 + 1", "2");
    keys("while (true) {}", "Enter");
    assertStopsWithinASecond();
    run("20 + 22", "42");
  }

  @Test
  void ctrlCEndsALongSimulationAndLeavesTheMachineUsable() throws Exception {
    run("m = spawn(\"db\").mmap(\"2G\")", "2 GiB");
    keys("for (;;) m.touch()", "Enter");
    assertStopsWithinASecond();
    run("m.munmap(); buddyinfo().reduce((sum, n, order) => sum + n * 2 ** order, 0) > 0", "true");
  }

  @Test
  void ctrlDLeaves() throws Exception {
    keys("C-d");
    await(screen -> screen.isEmpty());
  }

  @Test
  void laysOutForTheWidthThatTheTerminalHasNow() throws Exception {
    tmux("resize-window", "-t", SESSION, "-x", "60", "-y", "30");
    keys("map()", "Enter");
    await(screen -> screen.contains("1 cell:"));
    assertTrue(screen().lines().noneMatch(line -> line.length() > 60), TmuxTest::screenNow);
  }

  /// Presses Ctrl-C once the editor has ended the line: the cursor is on the next one.
  private static void assertStopsWithinASecond() throws Exception {
    await(_ -> cursorColumn().equals("0"));
    long startNs = System.nanoTime();
    keys("C-c");
    await(screen -> screen.endsWith("interrupted\nthplab>"));
    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    assertTrue(tookMs < 1000, () -> "the prompt was back after " + tookMs + " ms");
  }

  private static void run(String line, String answer) throws Exception {
    keys(line, "Enter");
    await(screen -> screen.endsWith("\nthplab>") && screen.contains(answer));
  }

  private static void keys(String... keys) throws Exception {
    for (String key : keys) {
      tmux("send-keys", "-t", SESSION, key);
    }
  }

  private static void await(Predicate<String> state) throws Exception {
    long endNs = System.nanoTime() + PATIENCE_NS;
    while (!state.test(screen())) {
      assertFalse(System.nanoTime() > endNs, TmuxTest::screenNow);
    }
  }

  private static String cursorColumn() {
    try {
      return tmux("display-message", "-p", "-t", SESSION, "#{cursor_x}").strip();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String screenNow() {
    try {
      return "on the screen: " + screen();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the terminal shows, without blanks at the end; empty when the shell is gone.
  private static String screen() throws IOException, InterruptedException {
    return tmux("capture-pane", "-p", "-t", SESSION).stripTrailing();
  }

  /// Runs tmux on a server of its own and returns what it prints.
  private static String tmux(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tmux",
                "-L",
                "thplab-test-" + ProcessHandle.current().pid() + "-" + nrServers,
                "-f",
                "/dev/null"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }

  private static boolean exists(String program) throws IOException, InterruptedException {
    Process which = new ProcessBuilder("sh", "-c", "command -v " + program).start();
    which.getInputStream().readAllBytes();
    return which.waitFor() == 0;
  }
}
