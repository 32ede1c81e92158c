package dev.thplab.repl;

import dev.thplab.runtime.check.CheckResult;
import dev.thplab.runtime.check.Finding;
import dev.thplab.runtime.check.PolicyCheck;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.script.Contract;
import dev.thplab.runtime.script.CountedFailure;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.script.ScriptHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// `thplab policy check`: asks policies an invented set of questions.
@Command(
    name = "check",
    description = {
      "Loads policies, asks each an invented set of questions, and names what",
      "looks like a mistake: orders that are not offered, answers that change",
      "when asked again, questions not looked at, returns that nothing reaches."
    })
final class PolicyCheckCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies.")
  private List<Path> files;

  @Option(names = "--json", description = "Write one JSON object a policy and line.")
  private boolean json;

  @Mixin private LimitOptions limits = new LimitOptions();

  PolicyCheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Limits checked = OptionValues.checked(spec, limits::limits);
    int exitCode = ExitCode.OK;
    try (ScriptHost host = new ScriptHost()) {
      for (Path file : files) {
        CheckResult result = PolicyCheck.check(host, PolicyFile.read(file), checked);
        result
            .contract()
            .warning()
            .ifPresent(warning -> streams.say("warning: " + file + ": " + warning));
        if (json) {
          writeJson(result);
        } else {
          write(result);
        }
        exitCode = Math.max(exitCode, exitCode(result));
      }
    }
    return exitCode;
  }

  private static int exitCode(CheckResult result) {
    return result.failures().stream()
        .mapToInt(failure -> failure.first().exitCode())
        .min()
        .orElse(result.findings().isEmpty() ? ExitCode.OK : ExitCode.EXPECTATION_FAILED);
  }

  private void write(CheckResult result) {
    Contract contract = result.contract();
    streams.out().println(result.path() + ": " + result.name());
    streams.out().println("  contract " + contract.id() + ", " + contract.lifeCycle().describe());
    String fields = String.join(", ", result.fieldsRead());
    streams
        .out()
        .print(Paragraph.wrapped("  reads ", fields.isEmpty() ? "nothing" : fields, columns()));
    if (result.variesWithSeed()) {
      streams.out().println("  draws random numbers; answers vary with the seed");
    }
    for (CountedFailure failure : result.failures()) {
      String text = failure.first().message() + " (" + questions(failure.count()) + ")";
      streams.out().print(Paragraph.wrapped("  failed: ", text, columns()));
    }
    for (Finding finding : result.findings()) {
      String text = finding.location() + ": " + finding.message() + "; " + finding.fix();
      streams.out().print(Paragraph.wrapped("  " + finding.rule() + ": ", text, columns()));
    }
    if (result.isClean()) {
      streams.out().println("  nothing to complain about in " + questions(result.questions()));
    }
  }

  private static String questions(long count) {
    return Unit.COUNT.text(count) + (count == 1 ? " question" : " questions");
  }

  private int columns() {
    return streams.screen().columns();
  }

  private void writeJson(CheckResult result) {
    Contract contract = result.contract();
    try (JsonGenerator json = JsonWriters.compact(streams.out())) {
      json.writeStartObject();
      json.writeStringProperty("policy", result.path());
      json.writeStringProperty("name", result.name());
      json.writeStringProperty("contract", contract.id());
      json.writeStringProperty("contract_status", contract.lifeCycle().describe());
      json.writeNumberProperty("questions", result.questions());
      json.writeBooleanProperty("varies_with_seed", result.variesWithSeed());
      json.writeName("fields_read");
      JsonWriters.value(json, result.fieldsRead());
      json.writeArrayPropertyStart("findings");
      for (Finding finding : result.findings()) {
        json.writeStartObject();
        json.writeStringProperty("rule", finding.rule());
        json.writeStringProperty("location", finding.location());
        json.writeStringProperty("message", finding.message());
        json.writeStringProperty("fix", finding.fix());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("failures");
      for (CountedFailure failure : result.failures()) {
        json.writeStartObject();
        json.writeStringProperty("location", failure.first().location());
        json.writeStringProperty("reason", failure.first().reason());
        json.writeNumberProperty("count", failure.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    streams.out().println();
  }
}
