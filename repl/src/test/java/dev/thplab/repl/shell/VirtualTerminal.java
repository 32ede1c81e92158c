package dev.thplab.repl.shell;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/// A shell on a terminal of 120 columns that is none, with a keyboard and a screen.
final class VirtualTerminal implements AutoCloseable {
  private static final String PROMPT = "thplab> ";
  private static final String CTRL_D = "\u0004";
  private static final int PATIENCE_S = 60;

  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final Screen screen = new Screen();
  private final Terminal terminal;
  private final TerminalShell shell;
  private final CompletableFuture<Integer> exitCode;

  private VirtualTerminal(ShellOptions options) throws IOException {
    terminal =
        new ExternalTerminal(
            "virtual",
            "dumb",
            new PipedInputStream(keyboard, 1 << 16),
            screen,
            StandardCharsets.UTF_8);
    terminal.setSize(Size.of(120, 40));
    shell = TerminalShell.start(options, () -> terminal);
    exitCode = CompletableFuture.supplyAsync(this::run);
  }

  private int run() {
    try {
      return shell.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a shell whose files are in `directory`; its editor changes nothing.
  static VirtualTerminal start(Path directory) throws IOException {
    return start(new ShellOptions(directory, null, null, "true", false));
  }

  static VirtualTerminal start(ShellOptions options) throws IOException {
    return new VirtualTerminal(options);
  }

  /// What the screen shows when the lines are typed, each behind a prompt, and then Ctrl-D.
  static String session(Path directory, List<String> typed) throws Exception {
    return session(new ShellOptions(directory, null, null, "true", false), typed);
  }

  static String session(ShellOptions options, List<String> typed) throws Exception {
    try (VirtualTerminal terminal = start(options)) {
      for (int i = 0; i < typed.size(); i++) {
        terminal.awaitPrompt(i);
        terminal.type(typed.get(i) + "\r");
      }
      terminal.awaitPrompt(typed.size());
      terminal.type(CTRL_D);
      assertEquals(0, terminal.exitCode.get(PATIENCE_S, TimeUnit.SECONDS));
      return terminal.screen.text();
    }
  }

  /// Presses keys.
  void type(String keys) throws IOException {
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /// Waits until so many lines were run and a prompt is the last thing on the screen.
  void awaitPrompt(int nrLines) throws InterruptedException {
    screen.awaitPrompt(shell, nrLines);
  }

  @Override
  public void close() throws IOException {
    keyboard.close();
    terminal.close();
  }

  /// What was written to the terminal.
  private static final class Screen extends ByteArrayOutputStream {
    synchronized void awaitPrompt(TerminalShell shell, int nrLines) throws InterruptedException {
      long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
      while (shell.nrLinesRun() < nrLines || !toString(StandardCharsets.UTF_8).endsWith(PROMPT)) {
        long leftNs = endNs - System.nanoTime();
        assertTrue(leftNs > 0, () -> "no prompt after " + PATIENCE_S + " s: " + text());
        TimeUnit.NANOSECONDS.timedWait(this, leftNs);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
      notifyAll();
    }

    String text() {
      return toString(StandardCharsets.UTF_8)
          .replace("\r", "")
          .lines()
          .map(String::stripTrailing)
          .collect(joining("\n"));
    }
  }
}
