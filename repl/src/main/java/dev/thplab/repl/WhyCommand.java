package dev.thplab.repl;

import dev.thplab.runtime.HexAddress;
import dev.thplab.runtime.compare.CaseObserver;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.DecisionRecorder;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.compare.SimTime;
import dev.thplab.runtime.compare.WhyQuestion;
import dev.thplab.runtime.explain.FirstDifference;
import dev.thplab.sim.InvariantCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// `thplab why`: why an address of a recorded program has a huge page under some setting, or has
/// none; or where the decisions under two settings part.
@Command(
    name = "why",
    description = "Says why an address of a recorded program has a huge page, or has none.",
    customSynopsis = {
      "thplab why --trace FILE --case CASE ADDRESS [OPTIONS]",
      "thplab why --trace FILE --case CASE --versus CASE [OPTIONS]"
    },
    sortOptions = false,
    footer = {
      "",
      "The answer is for the end of the trace, or, where the address was unmapped",
      "before, for the moment just before that. What would change it was tried on",
      "copies of the machine at that moment.",
      "",
      "Example:",
      "  thplab why --trace scripts/traces/python_dict.thpt.gz --case madvise 7ffff6c00000"
    })
final class WhyCommand implements Callable<Integer> {

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "0..1",
      description = "Any address in the page, hexadecimal, as 7f0000000000 or 0x7f0000000000.")
  private String address;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      required = true,
      description = "The recorded program (thpt/1, plain or gzip).")
  private String trace;

  @Option(
      names = "--case",
      paramLabel = "CASE",
      required = true,
      description = "The setting, as for compare.")
  private String caseText;

  @Option(
      names = "--versus",
      paramLabel = "CASE",
      description =
          "Instead of ADDRESS: the first decision that differs under this setting, and how many"
              + " others do.")
  private String versus;

  @Option(
      names = "--pid",
      paramLabel = "N",
      description = "The process, where several map the address; with --versus, of the decisions.")
  private Integer pid;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Answer for the first moment between two events of the trace at or after this simulated"
              + " time (10ms, 1.5s).")
  private String at;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private MachineOptions machine = new MachineOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private DebugOptions debugger = new DebugOptions();

  WhyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    checkQuestion();
    return versus == null ? ofAddress() : ofDifference();
  }

  private void checkQuestion() {
    if ((address == null) == (versus == null)) {
      throw new ParameterException(spec.commandLine(), "either ADDRESS or --versus must be given");
    }
    if (versus != null && at != null) {
      throw new ParameterException(spec.commandLine(), "--at cannot be used with --versus");
    }
  }

  private int ofAddress() {
    WhyQuestion question =
        OptionValues.checked(
            spec,
            () ->
                new WhyQuestion(
                    HexAddress.parse(address),
                    pid,
                    at == null ? Long.MAX_VALUE : SimTime.parse(at)));
    Comparison comparison = run(OptionValues.checked(spec, this::plan), question);
    WhyQuestion.Answer answer = question.answer();
    if (json) {
      Map<String, Object> map = header();
      map.put("moment", answer.moment());
      map.putAll(answer.why().asMap());
      write(map);
    } else {
      streams.out().print(caseText + ", " + answer.moment() + ":\n" + answer.why().text());
    }
    return PolicyTrouble.report(comparison, streams);
  }

  private int ofDifference() {
    ComparePlan plan = OptionValues.checked(spec, this::plan);
    DecisionRecorder recorder = new DecisionRecorder(pid);
    Comparison comparison = run(plan, recorder);
    String a = plan.cases().getFirst().name();
    String b = plan.cases().getLast().name();
    FirstDifference difference = FirstDifference.of(recorder.of(a), recorder.of(b));
    if (json) {
      Map<String, Object> map = header();
      map.put("versus", versus);
      map.putAll(difference.asMap());
      write(map);
    } else {
      streams.out().print(difference.text(a, b));
    }
    return PolicyTrouble.report(comparison, streams);
  }

  private Comparison run(ComparePlan plan, CaseObserver observer) {
    return CompareRunner.run(
        plan, ProgressView.warnings(streams), observer, debugger.mode(spec, streams));
  }

  private ComparePlan plan() {
    return new ComparePlan(
        trace,
        CaseSpec.parseAll(versus == null ? List.of(caseText) : List.of(caseText, versus)),
        machine.config(),
        0,
        limits.limits(),
        InvariantCheck.OFF);
  }

  private Map<String, Object> header() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("trace", trace);
    map.put("case", caseText);
    return map;
  }

  private void write(Map<String, Object> map) {
    try (JsonGenerator out = JsonWriters.indented(streams.out())) {
      JsonWriters.value(out, map);
    }
    streams.out().println();
  }
}
