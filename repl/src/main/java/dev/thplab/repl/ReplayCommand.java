package dev.thplab.repl;

import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.compare.PolicySpec;
import dev.thplab.runtime.recording.DecisionReplay;
import dev.thplab.runtime.recording.Recording;
import dev.thplab.runtime.recording.ReplayResult;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.policy.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// `thplab replay`: what another policy would have said to the questions of a recorded run.
@Command(
    name = "replay",
    description = {
      "Replays recorded decisions against a policy and lists those that differ. The",
      "program runs again where the recorded answers decide; the policy is asked each",
      "question, and its answers do not act."
    },
    customSynopsis = "thplab replay FILE --policy POLICY.js [OPTIONS]",
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  thplab compare --trace scripts/traces/python_dict.thpt.gz --case always \\",
      "      --record decisions.jsonl.gz",
      "  thplab replay decisions.jsonl.gz --policy my-policy.js"
    })
final class ReplayCommand implements Callable<Integer> {
  /// What is written to standard output.
  enum Format {
    TABLE,
    JSON,
    JSONL
  }

  static final class FormatChoice extends Choice<Format> {
    FormatChoice() {
      super(Format.values());
    }
  }

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A recording of 'thplab compare --record'.")
  private String file;

  @Option(
      names = "--policy",
      paramLabel = "POLICY.js",
      required = true,
      description = "The policy, of any contract.")
  private String policy;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "A value over one of the policy's own options; repeatable.")
  private List<String> options = List.of();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description =
          "Whom it is asked about: global, cgroup:/PATH, comm:PROGRAM or pid:N (default:"
              + " ${DEFAULT-VALUE}).")
  private String scope = "global";

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Where the recorded trace is now, if it moved.")
  private String trace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = FormatChoice.class,
      description = "table (default), json, or jsonl: an object for each difference.")
  private Format format = Format.TABLE;

  @Option(
      names = "--expect-same",
      description = "End with exit code " + ExitCode.EXPECTATION_FAILED + " if a decision differs.")
  private boolean expectSame;

  @Mixin private LimitOptions limits = new LimitOptions();

  ReplayCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    PolicySpec asked =
        OptionValues.checked(
            spec, () -> DecisionReplay.policy(policy, optionValues(), Scope.of(scope)));
    Limits limitsOfCalls = OptionValues.checked(spec, limits::limits);
    Recording recording = Recording.read(file);
    WorkloadSpec workload = OptionValues.checked(spec, () -> recording.run().workloadAt(trace));
    ReplayResult result =
        DecisionReplay.run(
            recording,
            workload,
            asked,
            CompareRunner::readPolicy,
            limitsOfCalls,
            ProgressView.warnings(streams));
    write(result);
    int trouble = PolicyTrouble.report(result.comparison(), streams);
    boolean failed = expectSame && !result.differences().isEmpty();
    return failed ? Math.max(trouble, ExitCode.EXPECTATION_FAILED) : trouble;
  }

  private SequencedMap<String, String> optionValues() {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--option (" + option + ") must be NAME=VALUE");
      }
      String name = option.substring(0, equals);
      if (values.putIfAbsent(name, option.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("--option " + name + " is given twice");
      }
    }
    return values;
  }

  private void write(ReplayResult result) {
    switch (format) {
      case TABLE -> streams.out().print(result.text());
      case JSON -> {
        try (JsonGenerator json = JsonWriters.indented(streams.out())) {
          JsonWriters.value(json, result.asMap());
        }
        streams.out().println();
      }
      case JSONL -> result.differences().forEach(difference -> writeLine(difference.asMap()));
    }
    streams.out().flush();
  }

  private void writeLine(Map<String, Object> object) {
    try (JsonGenerator json = JsonWriters.compact(streams.out())) {
      JsonWriters.value(json, object);
    }
    streams.out().println();
  }
}
