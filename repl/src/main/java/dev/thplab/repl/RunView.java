package dev.thplab.repl;

import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.experiment.Cell;
import dev.thplab.runtime.experiment.ExperimentView;
import java.util.function.Consumer;

/// An experiment as it goes: values of cells on standard output, the rest on standard error.
final class RunView implements ExperimentView, AutoCloseable {
  private final Streams streams;
  private final boolean quiet;
  private final ProgressView progress;
  private final Consumer<String> activity;
  private int policyExitCode;

  RunView(Streams streams, boolean quiet) {
    this.streams = streams;
    this.quiet = quiet;
    if (!quiet && streams.screen().canRedraw()) {
      ProgressBar bar = new ProgressBar(streams);
      progress = bar;
      activity = bar::activity;
    } else {
      progress = ProgressView.none();
      activity = _ -> {};
    }
  }

  @Override
  public CompareProgress progress() {
    return progress;
  }

  @Override
  public void cellStarted(Cell cell, int number, int nrCells) {
    activity.accept("cell %d of %d: %s".formatted(number, nrCells, cell.id()));
  }

  /// The cells are over, and what people read is made.
  void writingViews() {
    activity.accept("writing the report");
  }

  @Override
  public void compared(Comparison comparison) {
    progress.close();
    policyExitCode = Math.max(policyExitCode, PolicyTrouble.report(comparison, streams));
  }

  /// The exit code that the policies of the comparisons call for.
  int policyExitCode() {
    return policyExitCode;
  }

  @Override
  public void value(Cell cell, String text) {
    if (!quiet) {
      progress.close();
      streams.out().println(cell.id() + ":");
      streams.out().println(text);
      streams.out().flush();
    }
  }

  @Override
  public void notice(String text) {
    progress.close();
    streams.say(text);
  }

  @Override
  public void expectationFailed(String place, String what, String problem) {
    progress.close();
    streams.say("%s: %s: %s".formatted(place, what, problem));
  }

  @Override
  public void cellFailed(String place, String message) {
    progress.close();
    streams.say(place + ": " + message);
  }

  @Override
  public void close() {
    progress.close();
  }
}
