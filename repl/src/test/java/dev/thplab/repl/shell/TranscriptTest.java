package dev.thplab.repl.shell;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Types the input of each recorded session at a virtual terminal and compares what it shows.
///
/// A transcript is what a user sees: prompts with what was typed behind them, and the answers.
/// Lines that begin with `#` say what it is about. The answers were checked by hand when they were
/// written down; where they show numbers, the transcript says why.
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  private static final Path README = Path.of("../README.md");
  private static final Path TUTORIAL = Path.of("../scripts/tutorial.md");
  private static final Pattern REPL_BLOCK = Pattern.compile("```repl\\n(.*?)```", Pattern.DOTALL);
  private static final String PROMPT = "thplab> ";
  private static final String MORE = "... ";

  private static final int CTRL_D = 4;
  private static final int PATIENCE_S = 60;

  @TempDir Path directory;

  static Stream<Path> transcripts() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(TRANSCRIPTS)) {
      files = all.filter(file -> file.toString().endsWith(".repl")).sorted().toList();
    }
    assertTrue(!files.isEmpty(), "no transcripts");
    return files.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void showsWhatItShowedBefore(Path file) throws Exception {
    check(Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList());
  }

  @Test
  void theSessionsInTheReadmeAreTrue() throws Exception {
    Matcher block = REPL_BLOCK.matcher(Files.readString(README));
    int blocks = 0;
    while (block.find()) {
      check(block.group(1).lines().toList());
      blocks++;
    }
    assertTrue(blocks > 0);
  }

  /// All blocks of the tutorial are one session, whose user is in the directory above.
  @Test
  void theTutorialIsTrue() throws Exception {
    Matcher block = REPL_BLOCK.matcher(Files.readString(TUTORIAL));
    List<String> lines = new ArrayList<>();
    while (block.find()) {
      block
          .group(1)
          .lines()
          .map(line -> line.replace("scripts/", "../scripts/"))
          .forEach(lines::add);
    }
    assertTrue(!lines.isEmpty());
    check(lines);
  }

  private void check(List<String> lines) throws Exception {
    List<String> typed = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(PROMPT)) {
        typed.add(line.substring(PROMPT.length()));
      } else if (line.startsWith(MORE)) {
        typed.add(typed.removeLast() + "\r" + line.substring(MORE.length()));
      }
    }
    assertEquals(String.join("\n", lines).strip() + "\n" + PROMPT.strip(), session(typed).strip());
  }

  /// What the screen shows when the lines are typed, each behind a prompt, and then Ctrl-D.
  private String session(List<String> typed) throws Exception {
    Screen screen = new Screen();
    try (PipedOutputStream keyboard = new PipedOutputStream();
        Terminal terminal =
            new ExternalTerminal(
                "transcript",
                "dumb",
                new PipedInputStream(keyboard, 1 << 16),
                screen,
                StandardCharsets.UTF_8)) {
      terminal.setSize(Size.of(120, 40));
      TerminalShell shell = new TerminalShell(terminal, new ShellOptions(directory, null, null, false));
      CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(shell::run);
      for (int i = 0; i < typed.size(); i++) {
        screen.awaitPrompt(shell, i);
        keyboard.write((typed.get(i) + "\r").getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
      }
      screen.awaitPrompt(shell, typed.size());
      keyboard.write(CTRL_D);
      keyboard.flush();
      assertEquals(0, exitCode.get(PATIENCE_S, TimeUnit.SECONDS));
    }
    return screen.text();
  }

  /// What was written to the terminal.
  private static final class Screen extends ByteArrayOutputStream {
    /// Waits until so many lines were run and a prompt is the last thing on the screen.
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
