package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.SimulationThread;
import dev.thplab.runtime.experiment.Experiment;
import dev.thplab.runtime.experiment.ExperimentEnd;
import dev.thplab.runtime.experiment.ExperimentReader;
import dev.thplab.runtime.experiment.ExperimentRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `thplab run`: experiments, with their results in files.
@Command(
    name = "run",
    description = "Runs experiments and keeps their results as JSON Lines.",
    footer = {
      "",
      "An experiment is Markdown with cells '```js thp', or JavaScript with cells '// %%'.",
      "Its cells share one session with the words of the shell, and expect(), record() and",
      "plot(). Results go to NAME.results.jsonl; a cell that fails ends its experiment, and",
      "the results of those before it stay.",
    })
final class RunCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Experiments, .md or .js.")
  private List<String> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory for the results (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out");

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no values of cells, only what fails.")
  private boolean quiet;

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    int exitCode = ExitCode.OK;
    for (Map.Entry<Path, Experiment> entry : byResults().entrySet()) {
      int code = run(entry.getValue(), entry.getKey());
      exitCode = Math.max(exitCode, code);
      streams.say(
          "%s: %s, results in %s"
              .formatted(
                  entry.getValue().file(),
                  code == ExitCode.OK ? "done" : "failed",
                  entry.getKey()));
    }
    return exitCode;
  }

  /// All experiments by the file of their results; a mistake in one shows before the first runs.
  private SequencedMap<Path, Experiment> byResults() {
    SequencedMap<Path, Experiment> experiments = new LinkedHashMap<>();
    for (String file : files) {
      Experiment experiment = ExperimentReader.read(file);
      Path results = out.resolve(experiment.name() + ".results.jsonl");
      Experiment other = experiments.putIfAbsent(results, experiment);
      if (other != null) {
        throw new InputException(
            "%s and %s would both write %s".formatted(other.file(), file, results));
      }
    }
    return experiments;
  }

  private int run(Experiment experiment, Path results) {
    try (RunView view = new RunView(streams, quiet)) {
      FutureTask<ExperimentEnd> task =
          new FutureTask<>(
              () -> ExperimentRun.run(experiment, results, streams.screen().columns(), view));
      SimulationThread.start("thplab-experiment", task);
      return Math.max(exitCode(SimulationThread.result(task)), view.policyExitCode());
    }
  }

  private static int exitCode(ExperimentEnd end) {
    return switch (end) {
      case DONE -> ExitCode.OK;
      case EXPECTATION_FAILED -> ExitCode.EXPECTATION_FAILED;
      case CELL_FAILED -> ExitCode.POLICY_FAILED;
      case TIMED_OUT -> ExitCode.POLICY_OVER_LIMIT;
    };
  }
}
