package dev.thplab.repl;

import dev.thplab.runtime.compare.Provenance;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The command line.
public final class Main {
  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] args) {
    int exitCode = run(args, ofProcess());
    System.exit(exitCode);
  }

  /// The streams of this process, which Ctrl-C ends from now on.
  static Streams ofProcess() {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Streams streams = new Streams(out, err, Screen.ofProcess());
    Signals.register("INT", () -> interrupted(streams));
    return streams;
  }

  /// Runs a command as a program with files for streams would.
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Streams(out, err, Screen.none()));
  }

  /// Runs a command and returns its exit code, see [ExitCode].
  static int run(String[] args, Streams streams) {
    Failures failures = new Failures(streams);
    try {
      String[] words = CommandWords.of(args, streams.screen());
      if (CommandWords.isPlainRepl(words)) {
        // No options to read: the parser's classes cannot be cached and take a fifth of a second.
        return new ReplCommand(streams).call();
      }
      return commandLine(streams, failures, words.length == 0 ? "" : words[0]).execute(words);
    } catch (InterruptedException | RuntimeException | Error e) {
      return failures.handle(e);
    } finally {
      streams.out().flush();
      streams.err().flush();
    }
  }

  /// `name` is the command that is wanted, or some other text if it may be any.
  private static CommandLine commandLine(Streams streams, Failures failures, String name) {
    CommandLine command = new CommandLine(new ThplabCommand());
    SequencedMap<String, Supplier<Object>> commands = commands(streams);
    // To read the annotations of all of them takes a tenth of a second.
    List<String> needed =
        commands.containsKey(name) ? List.of(name) : List.copyOf(commands.keySet());
    needed.forEach(each -> command.addSubcommand(commands.get(each).get()));
    configure(command);
    // These reach the subcommands by themselves.
    command.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    command.setExecutionExceptionHandler(failures);
    command.setParameterExceptionHandler(failures);
    Ansi ansi = streams.screen().wantsColor() ? Ansi.ON : Ansi.OFF;
    command.setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
    return command;
  }

  private static SequencedMap<String, Supplier<Object>> commands(Streams streams) {
    SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("compare", () -> new CompareCommand(streams));
    commands.put("run", () -> new RunCommand(streams));
    commands.put("test", () -> new TestCommand(streams));
    commands.put("replay", () -> new ReplayCommand(streams));
    commands.put("why", () -> new WhyCommand(streams));
    commands.put("scenario", () -> new ScenarioCommand(streams));
    commands.put("kernel", () -> new KernelCommand(streams));
    commands.put(
        "policy",
        () ->
            new CommandLine(new PolicyCommand())
                .addSubcommand(new PolicyNewCommand(streams))
                .addSubcommand(new PolicyCheckCommand(streams))
                .addSubcommand(new PolicyProfileCommand(streams)));
    commands.put("workloads", () -> new WorkloadsCommand(streams));
    commands.put("contracts", () -> new ContractsCommand(streams));
    commands.put("doctor", () -> new DoctorCommand(streams));
    commands.put(
        "jupyter",
        () ->
            new CommandLine(new JupyterCommand())
                .addSubcommand(new JupyterInstallCommand(streams, System.getenv()))
                .addSubcommand(new JupyterKernelCommand(streams)));
    commands.put("repl", () -> new ReplCommand(streams));
    return commands;
  }

  private static void configure(CommandLine command) {
    CommandLine.Model.CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.version("thplab " + Provenance.VERSION);
    spec.usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.descriptions())
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .abbreviateSynopsis(true);
    command.getSubcommands().values().forEach(Main::configure);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /// Ends at once: results are written when they are complete, so nothing is cut off.
  private static void interrupted(Streams streams) {
    if (streams.screen().canRedraw()) {
      streams.err().print(ProgressBar.ERASE);
    }
    streams.say("interrupted");
    streams.err().flush();
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }
}
