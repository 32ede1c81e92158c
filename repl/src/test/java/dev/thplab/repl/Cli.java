package dev.thplab.repl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs the command line in this process and keeps what it printed.
final class Cli {
  private final Screen screen;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int exitCode = -1;

  private Cli(Screen screen) {
    this.screen = screen;
  }

  /// A command line whose output goes to files.
  static Cli toFiles() {
    return new Cli(Screen.none());
  }

  /// A command line on a terminal of some width.
  static Cli onTerminal(int columns, Map<String, String> environment) {
    return new Cli(new Screen(false, true, true, environment, () -> columns));
  }

  Cli run(String... args) {
    out.reset();
    err.reset();
    exitCode =
        Main.run(
            args,
            new Streams(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screen));
    return this;
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
