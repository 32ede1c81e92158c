package dev.thplab.runtime.policytest;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.policytest.TestResult.Status;
import dev.thplab.runtime.policytest.TestSession.Declared;
import dev.thplab.runtime.script.ScriptConsole.Outcome;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Runs the tests of files, each test in a session of its own, in which the file is evaluated anew:
/// no test sees what another did.
///
/// Call it from a thread that [dev.thplab.runtime.script.ScriptHost#newThread] made.
public final class TestRun {
  private final TestOptions options;
  private final TestView view;
  private final Set<Path> namedFiles = new TreeSet<>();

  public TestRun(TestOptions options, TestView view) {
    this.options = options;
    this.view = view;
  }

  /// Runs the tests of one file. What is wrong with the file is its result, and no error.
  public FileResult run(Path path) {
    namedFiles.add(path);
    return new OneFile(path).run();
  }

  /// The files of tests, and all files that they named: policies and traces.
  public Set<Path> namedFiles() {
    return namedFiles;
  }

  /// The run of one file.
  private final class OneFile {
    private final Path path;
    private final String file;
    private final List<TestResult> results = new ArrayList<>();

    OneFile(Path path) {
      this.path = path;
      file = path.toString();
    }

    FileResult run() {
      try {
        String text = read();
        Snapshots snapshots = new Snapshots(SnapshotFile.of(path), options.snapshots());
        List<Declared> tests = declared(text, snapshots);
        if (tests.isEmpty()) {
          return new FileResult(file, results, SnapshotCounts.NONE);
        }
        return runAll(text, tests, snapshots);
      } catch (InputException e) {
        unusable(Status.UNUSABLE, file, e.getMessage());
        return new FileResult(file, results, SnapshotCounts.NONE);
      }
    }

    private String read() {
      try {
        return Files.readString(path);
      } catch (CharacterCodingException e) {
        throw new InputException("not UTF-8 text", e);
      } catch (IOException e) {
        throw new InputException("cannot be read: " + e.getMessage(), e);
      }
    }

    /// The tests of the file, with their names checked; none if it cannot be used, which is then
    /// noted.
    private List<Declared> declared(String text, Snapshots snapshots) {
      try (TestSession session = new TestSession(file, text, -1, snapshots, this::notice)) {
        Outcome outcome = session.load(options.timeoutMs());
        namedFiles.addAll(session.namedFiles());
        switch (outcome) {
          case null -> unusable(Status.TIMED_OUT, file + ":1", tooLong("the file"));
          case Outcome.Threw(String message, String place) ->
              unusable(Status.UNUSABLE, place.isEmpty() ? file : place, message);
          case Outcome.Died(String message) -> unusable(Status.UNUSABLE, file, message);
          case Outcome.Interrupted _ -> unusable(Status.UNUSABLE, file, "interrupted");
          case Outcome.Shown _ -> {
            return checked(session.tests());
          }
        }
        return List.of();
      }
    }

    private List<Declared> checked(List<Declared> tests) {
      if (tests.isEmpty()) {
        throw new InputException("no test; one is test(\"name\", () => { ... })");
      }
      Set<String> names = new HashSet<>();
      for (Declared test : tests) {
        if (!names.add(test.name())) {
          unusable(
              Status.UNUSABLE,
              file + ":" + test.line(),
              "two tests have the name '%s'".formatted(test.name()));
          return List.of();
        }
      }
      return List.copyOf(tests);
    }

    private FileResult runAll(String text, List<Declared> tests, Snapshots snapshots) {
      for (int i = 0; i < tests.size(); i++) {
        Declared test = tests.get(i);
        if (test.name().contains(options.filter())) {
          add(
              test.isSkipped()
                  ? ended(test, Status.SKIPPED, "", "")
                  : run(text, test, i, snapshots));
        }
      }
      List<String> complete =
          results.stream()
              .filter(result -> result.status() == Status.PASSED)
              .map(TestResult::name)
              .toList();
      List<String> names = tests.stream().map(Declared::name).toList();
      return new FileResult(file, results, snapshots.close(names, complete));
    }

    private TestResult run(String text, Declared test, int number, Snapshots snapshots) {
      try (TestSession session = new TestSession(file, text, number, snapshots, this::notice)) {
        Outcome outcome = session.load(options.timeoutMs());
        if (outcome instanceof Outcome.Shown) {
          outcome = session.run(options.timeoutMs());
        }
        namedFiles.addAll(session.namedFiles());
        String here = file + ":" + test.line();
        return switch (outcome) {
          case null -> ended(test, Status.TIMED_OUT, here, tooLong("the test"));
          case Outcome.Threw(String message, String place) ->
              ended(test, Status.THREW, place.isEmpty() ? here : place, message);
          case Outcome.Died(String message) -> ended(test, Status.THREW, here, message);
          case Outcome.Interrupted _ -> ended(test, Status.THREW, here, "interrupted");
          case Outcome.Shown _ -> passedOrFailed(test, session.failure());
        };
      }
    }

    private TestResult passedOrFailed(Declared test, TestSession.Failure failure) {
      if (failure == null) {
        return ended(test, Status.PASSED, "", "");
      }
      int line = failure.line() == 0 ? test.line() : failure.line();
      return new TestResult(
          file,
          test.name(),
          test.line(),
          Status.FAILED,
          file + ":" + line,
          failure.message(),
          failure.expected(),
          failure.received());
    }

    private TestResult ended(Declared test, Status status, String place, String message) {
      return new TestResult(file, test.name(), test.line(), status, place, message, null, null);
    }

    private void unusable(Status status, String place, String message) {
      add(new TestResult(file, null, 0, status, place, message, null, null));
    }

    private void add(TestResult result) {
      results.add(result);
      view.tested(result);
    }

    private void notice(String text) {
      view.notice(file, text);
    }

    private String tooLong(String what) {
      return "%s did not end within %d ms".formatted(what, options.timeoutMs());
    }
  }
}
