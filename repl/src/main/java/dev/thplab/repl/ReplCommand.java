package dev.thplab.repl;

import dev.thplab.repl.shell.Interpreter;
import dev.thplab.repl.shell.Output;
import dev.thplab.repl.shell.ShellOptions;
import dev.thplab.repl.shell.TerminalShell;
import dev.thplab.runtime.InputException;
import dev.thplab.runtime.script.ScriptHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `thplab repl`: the shell on a simulated machine, or one script without a terminal.
@Command(
    name = "repl",
    description = "Opens a shell on a simulated machine, or runs scripts on one.")
final class ReplCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(names = "-e", paramLabel = "SCRIPT", description = "Run this and leave.")
  private String script;

  @Option(names = "-p", paramLabel = "SCRIPT", description = "Run this, print its value and leave.")
  private String printed;

  @Option(names = "--no-init", description = "Do not run init.js first.")
  private boolean withoutInit;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Colour.Words.class,
      description = "Colours on a terminal: auto, always or never; default auto, as NO_COLOR says.")
  private Colour colour = Colour.AUTO;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Scripts to run, one after another; - is standard input.")
  private List<String> files = List.of();

  /// When to write in colours.
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER;

    boolean of(boolean automatic) {
      return this == AUTO ? automatic : this == ALWAYS;
    }

    /// Reads the words of the command line.
    static final class Words extends Choice<Colour> {
      Words() {
        super(values());
      }
    }
  }

  ReplCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean hasScript = script != null || printed != null || !files.isEmpty();
    if (!hasScript && streams.screen().outIsTerminal()) {
      return runShell();
    }
    AtomicInteger exitCode = new AtomicInteger(ExitCode.INTERNAL);
    Thread thread = ScriptHost.newThread("thplab-repl", () -> exitCode.set(runScripts()));
    thread.start();
    thread.join();
    return exitCode.get();
  }

  private int runShell() {
    ShellOptions options =
        ShellOptions.of(System.getenv(), !withoutInit, colour.of(streams.screen().wantsColor()));
    try {
      return TerminalShell.start(options, ReplCommand::terminal).run();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used", e);
    }
  }

  private static Terminal terminal() throws IOException {
    return newTerminal().build();
  }

  /// A terminal that opens fast: reached by JNI or stty, since the foreign-function interface takes
  /// a fifth of a second to generate its code, and not asked whether it joins graphemes, since one
  /// that does not answer would cost as much.
  static TerminalBuilder newTerminal() {
    return TerminalBuilder.builder().name("thplab").ffm(false).graphemeCluster(false);
  }

  private int runScripts() {
    try (Interpreter interpreter =
        new Interpreter(new PlainOutput(), colour.of(streams.screen().wantsColor()))) {
      if (printed != null || script != null) {
        boolean succeeded = interpreter.run(printed != null ? printed : script);
        return succeeded ? ExitCode.OK : ExitCode.POLICY_FAILED;
      }
      for (String file : files.isEmpty() ? List.of("-") : files) {
        if (!interpreter.load(read(file), file)) {
          return ExitCode.POLICY_FAILED;
        }
      }
      return interpreter.exitCode();
    }
  }

  private static String read(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Values on standard output, problems on standard error.
  private final class PlainOutput implements Output {
    @Override
    public void value(String text) {
      if (printed != null || script == null) {
        streams.out().println(text);
      }
    }

    @Override
    public void problem(String text) {
      streams.err().println(text);
    }

    @Override
    public int columns() {
      return streams.screen().columns();
    }
  }
}
