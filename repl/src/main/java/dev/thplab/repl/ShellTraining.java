package dev.thplab.repl;

import dev.thplab.repl.shell.ShellOptions;
import dev.thplab.repl.shell.TerminalShell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.terminal.Terminal;

/// Does what the first minute of a shell does, on a terminal that nobody sees. The build runs it
/// with `-XX:AOTCacheOutput` (JEP 483, 514), so that the next shell finds its classes loaded and
/// linked.
final class ShellTraining {
  private static final String TYPED =
      """
      p = spawn("redis"); m = p.mmap("64M", { name: "heap" }); m.madvise("hugepage")
      m.touch("0..10M"); m.pages()
      cat /proc/vmstat | grep thp_
      echo always > /sys/kernel/mm/transparent_hugepage/enabled
      .map m
      [{ order: 2, faults: 0.5 }, { order: 9, faults: null }]
      m.to\t
      .help
      .exit
      """;

  private ShellTraining() {}

  /// Plays the session; its files go to the directory that the argument names.
  public static void main(String[] arguments) throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Main.ofProcess();
    Main.run(new String[] {"repl", "-e", "1"}, nowhere, nowhere);
    Path state = Path.of(arguments[0]);
    ShellOptions options =
        new ShellOptions(state, state.resolve("init.js"), state.resolve("history"), "true", true);
    int exitCode = TerminalShell.start(options, ShellTraining::terminal).run();
    if (exitCode != ExitCode.OK) {
      throw new IllegalStateException("the shell ended with " + exitCode);
    }
  }

  private static Terminal terminal() throws IOException {
    InputStream keyboard =
        new ByteArrayInputStream(TYPED.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
    return ReplCommand.newTerminal()
        .type("xterm-256color")
        .system(false)
        .streams(keyboard, OutputStream.nullOutputStream())
        .build();
  }
}
