package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.SimulationThread;
import dev.thplab.runtime.experiment.Experiment;
import dev.thplab.runtime.experiment.ExperimentEnd;
import dev.thplab.runtime.experiment.ExperimentReader;
import dev.thplab.runtime.experiment.ExperimentRun;
import dev.thplab.runtime.report.Views;
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

/// `thplab run`: experiments, with their results, a page and a notebook in files.
@Command(
    name = "run",
    description = "Runs experiments and keeps their results, a report and a notebook.",
    footer = {
      "",
      "An experiment is Markdown with cells '```js thp', or JavaScript with cells '// %%'.",
      "Its cells share one session with the words of the shell, and expect(), record() and",
      "plot(). Results go to NAME.results.jsonl, line by line; NAME.html, a page that needs no",
      "network, and NAME.ipynb, a Jupyter notebook, are made of them. A cell that fails ends its",
      "experiment; the results of those before it stay and are in page and notebook.",
    })
final class RunCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Experiments, .md or .js.")
  private List<String> files = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory for what is written (default: ${DEFAULT-VALUE}).")
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
    try (Views views = new Views()) {
      for (Map.Entry<Path, Experiment> entry : byResults().entrySet()) {
        Experiment experiment = entry.getValue();
        int code = run(experiment, entry.getKey(), views);
        exitCode = Math.max(exitCode, code);
        streams.say(
            "%s: %s, report in %s"
                .formatted(
                    experiment.file(), code == ExitCode.OK ? "done" : "failed", page(experiment)));
      }
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

  private int run(Experiment experiment, Path results, Views views) {
    try (RunView view = new RunView(streams, quiet)) {
      FutureTask<ExperimentEnd> task =
          new FutureTask<>(() -> ExperimentRun.run(experiment, results, view));
      SimulationThread.start("thplab-experiment", task);
      ExperimentEnd end = SimulationThread.result(task);
      view.writingViews();
      views.write(experiment, results, page(experiment), out.resolve(experiment.name() + ".ipynb"));
      return Math.max(exitCode(end), view.policyExitCode());
    }
  }

  private Path page(Experiment experiment) {
    return out.resolve(experiment.name() + ".html");
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
