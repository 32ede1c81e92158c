package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command that runs while a test talks to its debugger.
final class DebuggedRun {
  private static final long PATIENCE_S = 120;

  private final Cli cli = Cli.toFiles();
  private final FutureTask<Integer> exitCode;

  private DebuggedRun(List<String> arguments) {
    exitCode = new FutureTask<>(() -> cli.run(arguments.toArray(String[]::new)).exitCode());
    // Not in the common pool, which the debuggers use and which may have one thread.
    Thread.ofPlatform().daemon().name("debugged").start(exitCode);
  }

  static DebuggedRun start(List<String> arguments) {
    return new DebuggedRun(arguments);
  }

  /// Waits until standard error has a text; returns its first group.
  String awaitError(String regex) {
    Pattern pattern = Pattern.compile(regex);
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (System.nanoTime() < deadlineNs && !exitCode.isDone()) {
      Matcher found = pattern.matcher(cli.err());
      if (found.find()) {
        return found.group(1);
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no " + regex + " in: " + cli.err());
  }

  /// Waits for the end of the command and returns what it printed.
  String output() throws Exception {
    assertThat(exitCode.get(PATIENCE_S, TimeUnit.SECONDS)).as(cli.err()).isZero();
    return cli.out();
  }

  /// Waits for the end of the command, whatever its exit code, and returns its standard error.
  String error() throws Exception {
    exitCode.get(PATIENCE_S, TimeUnit.SECONDS);
    return cli.err();
  }

  boolean isRunning() {
    return !exitCode.isDone();
  }
}
