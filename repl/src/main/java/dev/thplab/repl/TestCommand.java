package dev.thplab.repl;

import dev.thplab.runtime.compare.SimulationThread;
import dev.thplab.runtime.experiment.Timeout;
import dev.thplab.runtime.policytest.FileResult;
import dev.thplab.runtime.policytest.SnapshotMode;
import dev.thplab.runtime.policytest.TestFiles;
import dev.thplab.runtime.policytest.TestOptions;
import dev.thplab.runtime.policytest.TestResult.Status;
import dev.thplab.runtime.policytest.TestRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `thplab test`: policy tests.
@Command(
    name = "test",
    description = "Runs policy tests.",
    footer = {
      "",
      "Tests are files *.test.js beside policies, with test(name, function), expect(value) and the",
      "words of the shell; policy(\"./x.js\").ask({...}) asks a policy one question. Each test has"
          + " a",
      "session of its own. What toMatchSnapshot() keeps is in __snapshots__ beside the file.",
    })
final class TestCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MS = 200;

  /// The forms of the results on standard output.
  enum Format {
    LIST,
    TAP
  }

  /// Reads `--format`.
  static final class FormatChoice extends Choice<Format> {
    FormatChoice() {
      super(Format.values());
    }
  }

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Files of tests, or directories with some (default: scripts).")
  private List<String> paths = List.of("scripts");

  @Option(
      names = {"-t", "--filter"},
      paramLabel = "TEXT",
      description = "Only tests whose names contain this text.")
  private String filter = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one test may run (default: ${DEFAULT-VALUE}).")
  private String timeout = "20s";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatChoice.class,
      description = "list or tap, Test Anything Protocol 14 (default: list).")
  private Format format = Format.LIST;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Writes the results to a file of JUnit XML, too.")
  private Path junit;

  @Option(names = "--update", description = "Writes all snapshots, and deletes obsolete ones.")
  private boolean update;

  @Option(names = "--ci", description = "Writes no snapshot: a missing one is a failure.")
  private boolean ci;

  @Option(names = "--watch", description = "Runs again when a file changes that was used.")
  private boolean watch;

  TestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    TestOptions options = new TestOptions(filter, timeoutMs(), snapshots());
    Set<Path> used = new TreeSet<>();
    int exitCode = run(options, used);
    while (watch) {
      awaitChange(used);
      exitCode = run(options, used);
    }
    return exitCode;
  }

  private long timeoutMs() {
    try {
      return Timeout.milliseconds(timeout);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private SnapshotMode snapshots() {
    if (update && ci) {
      throw new ParameterException(spec.commandLine(), "--update and --ci cannot both be given");
    }
    if (ci) {
      return SnapshotMode.CI;
    }
    return update ? SnapshotMode.UPDATE : SnapshotMode.WRITE_NEW;
  }

  /// Runs all tests once and returns the exit code; `used` gets the files that they used.
  private int run(TestOptions options, Set<Path> used) {
    List<Path> files = TestFiles.find(paths);
    TestOutput output = format == Format.TAP ? new TapOutput(streams) : new TestList(streams);
    TestRun run = new TestRun(options, output);
    FutureTask<List<FileResult>> task =
        new FutureTask<>(() -> {
          List<FileResult> results = new ArrayList<>();
          files.forEach(file -> results.add(run.run(file)));
          return results;
        });
    SimulationThread.start("thplab-test", task);
    List<FileResult> results = SimulationThread.result(task);
    output.done(results);
    if (junit != null) {
      JunitReport.write(junit, results);
    }
    used.addAll(run.namedFiles());
    return exitCode(results);
  }

  private int exitCode(List<FileResult> results) {
    if (results.stream().allMatch(result -> result.tests().isEmpty())) {
      streams.say("no test has a name with '%s'".formatted(filter));
      return ExitCode.INVALID_INPUT;
    }
    return results.stream()
        .flatMap(result -> result.tests().stream())
        .mapToInt(test -> exitCode(test.status()))
        .max()
        .orElse(ExitCode.OK);
  }

  private static int exitCode(Status status) {
    return switch (status) {
      case PASSED, SKIPPED -> ExitCode.OK;
      case FAILED -> ExitCode.EXPECTATION_FAILED;
      case UNUSABLE -> ExitCode.INVALID_INPUT;
      case THREW -> ExitCode.POLICY_FAILED;
      case TIMED_OUT -> ExitCode.POLICY_OVER_LIMIT;
    };
  }

  /// Waits until one of the files that were used is not as it was, or there are other tests.
  private void awaitChange(Set<Path> used) throws InterruptedException {
    List<Path> tests = TestFiles.find(paths);
    FileStates before = FileStates.of(used);
    streams.say("watching " + used.size() + " files; Ctrl-C ends");
    do {
      Thread.sleep(LOOK_EVERY_MS);
    } while (FileStates.of(used).equals(before) && TestFiles.find(paths).equals(tests));
  }
}
