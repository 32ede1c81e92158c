package dev.thplab.repl.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/// A shell in a process of its own, whose keyboard and screen are its standard streams.
final class ShellProcess {
  private ShellProcess() {}

  /// Runs a shell whose files are in the directory that the argument names.
  public static void main(String[] arguments) throws IOException {
    ShellOptions options = new ShellOptions(Path.of(arguments[0]), null, null, "true", false);
    Terminal terminal =
        new ExternalTerminal("process", "dumb", System.in, System.out, StandardCharsets.UTF_8);
    TerminalShell.start(options, () -> terminal).run();
  }

  /// Starts one.
  static Process start(Path directory) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ShellProcess.class.getName(),
                directory.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
