package dev.thplab.repl;

import dev.thplab.runtime.policytest.FileResult;
import dev.thplab.runtime.policytest.TestResult;
import dev.thplab.runtime.policytest.TestResult.Status;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Tests as TAP version 14 (https://testanything.org), the plan at the end.
final class TapOutput implements TestOutput {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Streams streams;
  private int number;

  TapOutput(Streams streams) {
    this.streams = streams;
    streams.out().println("TAP version 14");
  }

  @Override
  public void tested(TestResult result) {
    PrintStream out = streams.out();
    number++;
    String title = result.name() == null ? result.file() : result.file() + " > " + result.name();
    out.println(
        "%s %d - %s%s"
            .formatted(
                result.status().isBad() ? "not ok" : "ok",
                number,
                escaped(title),
                result.status() == Status.SKIPPED ? " # SKIP" : ""));
    if (result.status().isBad()) {
      out.println("  ---");
      field("message", result.message());
      field("at", result.place());
      field("expected", result.expected());
      field("received", result.received());
      out.println("  ...");
    }
    out.flush();
  }

  /// A text of JSON is one of YAML.
  private void field(String name, String value) {
    if (value != null) {
      streams.out().println("  %s: %s".formatted(name, JSON.writeValueAsString(value)));
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("#", "\\#");
  }

  @Override
  public void notice(String about, String text) {
    streams.out().println("# %s: %s".formatted(about, text));
  }

  @Override
  public void done(List<FileResult> results) {
    for (FileResult result : results) {
      for (String name : result.snapshots().obsolete()) {
        notice(result.file(), "obsolete snapshot: " + name);
      }
    }
    streams.out().println("1.." + number);
    streams.out().flush();
  }
}
