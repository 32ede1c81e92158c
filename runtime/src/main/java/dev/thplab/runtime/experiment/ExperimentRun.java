package dev.thplab.runtime.experiment;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.script.ScriptConsole.Outcome;
import dev.thplab.runtime.script.View;
import dev.thplab.runtime.session.Recorder;
import dev.thplab.runtime.session.Session;
import dev.thplab.runtime.session.SessionException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the cells of an experiment, one after the other in one session, up to the first that fails.
///
/// Call it from a thread that [dev.thplab.runtime.script.ScriptHost#newThread] made.
public final class ExperimentRun implements Recorder {

  private final Experiment experiment;
  private final ExperimentView view;
  private final Results results;
  private ExperimentEnd end = ExperimentEnd.DONE;
  private Cell current;

  private ExperimentRun(Experiment experiment, ExperimentView view, Results results) {
    this.experiment = experiment;
    this.view = view;
    this.results = results;
  }

  /// Runs it and writes its results to `file`.
  ///
  /// @throws InputException if there is no such machine, or the file cannot be written
  public static ExperimentEnd run(Experiment experiment, Path file, ExperimentView view) {
    try (Results results = new Results(file)) {
      return new ExperimentRun(experiment, view, results).run();
    }
  }

  private ExperimentEnd run() {
    try (Session session = session();
        ScriptConsole console = new ScriptConsole(session::call)) {
      results.experiment(experiment, session.machine());
      session.setConditions(console);
      List<Cell> cells = experiment.cells();
      for (Cell cell : cells) {
        current = cell;
        view.cellStarted(cell, cells.indexOf(cell) + 1, cells.size());
        if (!run(cell, session, console)) {
          return end;
        }
      }
    }
    return end;
  }

  private Session session() {
    try {
      return new Session(
          view::notice,
          this,
          experiment.directory(),
          experiment.header().seed(),
          experiment.header().machineJson());
    } catch (SessionException e) {
      throw new InputException(experiment.file() + ": " + e.getMessage(), e);
    }
  }

  private boolean run(Cell cell, Session session, ScriptConsole console) {
    session.begin(false, false);
    session.clearInterrupt();
    Outcome outcome;
    Outcome asRows;
    boolean expired;
    try (CellClock clock =
        new CellClock(
            cell.timeoutMs(),
            () -> {
              session.interrupt();
              console.interrupt();
            })) {
      // Blank lines in front give errors the lines of the file.
      String text = "\n".repeat(cell.line() - 1) + cell.source();
      outcome = console.eval(text, experiment.file(), View.DEFAULT);
      asRows =
          outcome instanceof Outcome.Shown
              ? console.showLast(View.DEFAULT.withFormat("jsonl"))
              : outcome;
      expired = clock.expired();
    }
    if (expired) {
      String message = "the cell did not end within %d ms".formatted(cell.timeoutMs());
      return fail(ExperimentEnd.TIMED_OUT, place(cell.line()), message);
    }
    return switch (asRows) {
      case Outcome.Shown(String jsonLines, boolean _) -> {
        Outcome.Shown shown = (Outcome.Shown) outcome;
        if (!shown.isUndefined()) {
          results.note(cell, ValueLine.KIND, ValueLine.of(shown.text(), jsonLines));
          view.value(cell, shown.text());
        }
        ended(cell, "done", null);
        yield true;
      }
      case Outcome.Threw(String message, String location) ->
          fail(
              ExperimentEnd.CELL_FAILED,
              location.isEmpty() ? place(cell.line()) : location,
              message);
      case Outcome.Interrupted _ ->
          fail(ExperimentEnd.CELL_FAILED, place(cell.line()), "interrupted");
      case Outcome.Died(String message) ->
          fail(ExperimentEnd.CELL_FAILED, place(cell.line()), message);
    };
  }

  private boolean fail(ExperimentEnd how, String place, String message) {
    end = how;
    ended(current, how == ExperimentEnd.TIMED_OUT ? "timed-out" : "failed", message);
    view.cellFailed(place, message);
    return false;
  }

  private String place(long line) {
    return experiment.file() + ":" + line;
  }

  private void ended(Cell cell, String how, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("line", cell.line());
    fields.put("end", how);
    fields.put("message", message);
    results.note(cell, "cell", fields);
  }

  @Override
  public void comparison(Comparison comparison) {
    results.comparison(current, comparison);
    view.compared(comparison);
  }

  @Override
  public void note(String kind, Map<String, Object> fields) {
    results.note(current, kind, fields);
    if (fields.get("problem") instanceof String problem) {
      end = ExperimentEnd.EXPECTATION_FAILED;
      Object line = fields.get("line");
      view.expectationFailed(
          place(line instanceof Long number ? number : current.line()),
          String.valueOf(fields.get("what")),
          problem);
    }
  }

  @Override
  public CompareProgress progress() {
    return view.progress();
  }
}
