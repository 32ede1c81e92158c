package dev.thplab.runtime.policytest;

import dev.thplab.runtime.experiment.CellClock;
import dev.thplab.runtime.script.ScriptConsole;
import dev.thplab.runtime.script.ScriptConsole.Outcome;
import dev.thplab.runtime.script.View;
import dev.thplab.runtime.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One evaluation of a file of tests, in a session of its own: it learns which tests there are, and
/// runs at most one of them.
final class TestSession implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A test that the file declares.
  record Declared(String name, int line, boolean isSkipped) {}

  /// An expectation that does not hold.
  record Failure(int line, String message, String expected, String received) {}

  private final String file;
  private final String text;
  private final int chosen;
  private final Snapshots snapshots;
  private final Session session;
  private final ScriptConsole console;
  private final List<Declared> tests = new ArrayList<>();
  private Failure failure;
  private int nrSnapshots;

  /// @param file what messages call the file
  /// @param text what it holds
  /// @param chosen number of the test that [#run] runs, from 0; -1 for none
  /// @param snapshots those of the file
  /// @param notices is told of policies that fail, one line each
  TestSession(String file, String text, int chosen, Snapshots snapshots, Consumer<String> notices) {
    this.file = file;
    this.text = text;
    this.chosen = chosen;
    this.snapshots = snapshots;
    session = new Session(notices, null, Path.of(file).resolveSibling(""), 0, "{}");
    console = ScriptConsole.ofTests(this::call);
    session.setConditions(console);
    session.begin(false, false);
  }

  /// Evaluates the file; returns how that ended, or null if it took longer than `timeoutMs`.
  Outcome load(long timeoutMs) {
    return within(timeoutMs, () -> console.eval(text, file, View.DEFAULT));
  }

  /// Runs the chosen test; returns how that ended, or null if it took longer than `timeoutMs`.
  Outcome run(long timeoutMs) {
    return within(timeoutMs, console::runTest);
  }

  private Outcome within(long timeoutMs, Supplier<Outcome> work) {
    try (CellClock clock =
        new CellClock(
            timeoutMs,
            () -> {
              session.interrupt();
              console.interrupt();
            })) {
      Outcome outcome = work.get();
      return clock.expired() ? null : outcome;
    }
  }

  private String call(String method, int world, String argumentsJson) {
    return switch (method) {
      case "test" -> declare(JSON.readTree(argumentsJson));
      case "failed" -> fail(JSON.readTree(argumentsJson));
      case "snapshot" -> snapshot(JSON.readTree(argumentsJson));
      default -> session.call(method, world, argumentsJson);
    };
  }

  /// `test(name, isSkipped, stack)`; answers whether it is the one to run.
  private String declare(JsonNode arguments) {
    tests.add(
        new Declared(
            arguments.get(0).stringValue(),
            line(arguments.get(2).stringValue()),
            arguments.get(1).booleanValue()));
    return Boolean.toString(tests.size() - 1 == chosen);
  }

  /// `failed(message, expected, received, stack)`.
  private String fail(JsonNode arguments) {
    failure =
        new Failure(
            line(arguments.get(3).stringValue()),
            arguments.get(0).stringValue(),
            arguments.get(1).stringValue(),
            arguments.get(2).stringValue());
    return "null";
  }

  /// `snapshot(hint, value)`; answers with what was expected instead, or null.
  private String snapshot(JsonNode arguments) {
    nrSnapshots++;
    String hint = arguments.get(0).isNull() ? null : arguments.get(0).stringValue();
    String name = Snapshots.name(tests.get(chosen).name(), hint, nrSnapshots);
    String kept = snapshots.check(name, arguments.get(1).stringValue());
    return JSON.writeValueAsString(JSON.createObjectNode().put("kept", kept));
  }

  /// The line of the innermost frame in the file, or 0.
  private int line(String stack) {
    Matcher place = Pattern.compile(Pattern.quote(file) + ":(\\d+)").matcher(stack);
    return place.find() ? Integer.parseInt(place.group(1)) : 0;
  }

  /// The tests that were declared so far.
  List<Declared> tests() {
    return tests;
  }

  /// The expectation that ended the test, or null.
  Failure failure() {
    return failure;
  }

  /// The files of this computer that the tests named.
  Set<Path> namedFiles() {
    return session.namedFiles();
  }

  @Override
  public void close() {
    console.close();
    session.close();
  }
}
