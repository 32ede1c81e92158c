package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.JsonWriters;
import dev.thplab.runtime.compare.PolicyResult;
import dev.thplab.runtime.script.EngineMode;
import dev.thplab.runtime.script.PolicyProfile;
import dev.thplab.sim.InvariantCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// `thplab policy profile`: what a policy executes while a program runs.
@Command(
    name = "profile",
    description = {
      "Runs a program under a policy and counts what the policy executes: calls of",
      "its functions, and statements, which are what the limit of a call counts."
    },
    footer = {
      "",
      "Example:",
      "  thplab policy profile scripts/policies/examples/spare-memory.js \\",
      "      --trace scripts/traces/python_dict.thpt.gz"
    })
final class PolicyProfileCommand implements Callable<Integer> {
  private static final int MAX_STATEMENTS = 20;
  private static final String NAME = "profile";

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The policy.")
  private String file;

  @Option(
      names = "--case",
      paramLabel = "CASE",
      defaultValue = "always",
      description =
          "The settings beside the policy, as for compare: a preset, or key=value,..."
              + " (default: ${DEFAULT-VALUE}).")
  private String settings;

  @Option(names = "--all", description = "List all statements, not only the 20 most frequent.")
  private boolean all;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private WorkloadOptions workload = new WorkloadOptions();

  @Mixin private MachineOptions machine = new MachineOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  PolicyProfileCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    ComparePlan plan = OptionValues.checked(spec, this::plan);
    PolicyProfile profile = new PolicyProfile();
    Comparison comparison =
        CompareRunner.run(
            plan,
            ProgressView.warnings(streams),
            (_, _) -> profile.begin(),
            new EngineMode.Profiled(profile));
    PolicyResult policy = comparison.cases().getFirst().policies().getFirst();
    if (json) {
      writeJson(policy, profile);
    } else {
      write(policy, profile);
    }
    return PolicyTrouble.report(comparison, streams);
  }

  private ComparePlan plan() {
    String given = settings.substring(settings.indexOf(':') + 1);
    String keys = given.contains("=") ? given : "preset=" + given;
    return new ComparePlan(
        workload.workload(),
        List.of(CaseSpec.parse(NAME + ":" + keys + ",policy=" + file)),
        machine.config(),
        workload.seed(),
        limits.limits(),
        InvariantCheck.OFF);
  }

  private void write(PolicyResult policy, PolicyProfile profile) {
    List<PolicyProfile.Place> statements = profile.statements();
    long executed = total(statements);
    long questions = policy.metrics().get("policy_calls");
    streams
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s questions, %s statements, %.1f a question%n",
            file,
            Unit.COUNT.text(questions),
            Unit.COUNT.text(executed),
            questions == 0 ? 0.0 : (double) executed / questions);
    table("calls", profile.functions(), 0);
    int nrShown = all ? statements.size() : Math.min(MAX_STATEMENTS, statements.size());
    table("statements", statements.subList(0, nrShown), executed);
    if (nrShown < statements.size()) {
      int left = statements.size() - nrShown;
      streams.out().printf(Locale.ROOT, "%n%d less frequent: --all shows them%n", left);
    }
  }

  /// Prints places under a heading; with their share of `whole`, unless that is 0.
  private void table(String heading, List<PolicyProfile.Place> places, long whole) {
    if (places.isEmpty()) {
      return;
    }
    streams.out().println();
    String share = whole == 0 ? "" : "   share";
    streams.out().printf(Locale.ROOT, "%12s%s  %6s%n", heading, share, "line");
    for (PolicyProfile.Place place : places) {
      String percent = whole == 0 ? "" : "%7.1f%%".formatted(100.0 * place.count() / whole);
      String line =
          "%12s%s  %6d  ".formatted(Unit.COUNT.text(place.count()), percent, place.line());
      String what = place.name().isEmpty() ? place.text() : place.name() + "()";
      streams.out().println(ColumnLayout.cut(line + what, streams.screen().columns()));
    }
  }

  private static long total(List<PolicyProfile.Place> places) {
    return places.stream().mapToLong(PolicyProfile.Place::count).sum();
  }

  private void writeJson(PolicyResult policy, PolicyProfile profile) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("policy", file);
    object.put("questions", policy.metrics().get("policy_calls"));
    object.put("statements", total(profile.statements()));
    object.put("functions", rows(profile.functions()));
    object.put("places", rows(profile.statements()));
    try (JsonGenerator out = JsonWriters.indented(streams.out())) {
      JsonWriters.value(out, object);
    }
    streams.out().println();
  }

  private static List<Map<String, Object>> rows(List<PolicyProfile.Place> places) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (PolicyProfile.Place place : places) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("line", place.line());
      row.put("column", place.column());
      if (!place.name().isEmpty()) {
        row.put("function", place.name());
      }
      row.put("text", place.text());
      row.put("count", place.count());
      rows.add(row);
    }
    return rows;
  }
}
