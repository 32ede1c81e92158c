package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Preset;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.proc.ThpSysfs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Comparisons: a recorded program under several settings, each on a fresh machine.
final class CompareCalls {
  private static final List<String> OPTIONS = List.of("trace", "columns");
  private static final List<String> COLUMNS =
      List.of(
          "pgfault",
          "thp_fault_alloc",
          "fallbacks",
          "rss_peak_bytes",
          "never_touched_bytes",
          "fault_time_total_ns",
          "tlb_walk_cycles",
          "policy_calls");

  private final Interrupt interrupt;
  private final PolicyNotices notices;

  CompareCalls(Interrupt interrupt, PolicyNotices notices) {
    this.interrupt = interrupt;
    this.notices = notices;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("compare", this::compare);
  }

  /// Runs the program of the world's only workload, or that of the option `trace`; returns a row a
  /// case.
  private Object compare(World world, Arguments arguments) {
    arguments.checkOptions(1, OPTIONS);
    List<CaseSpec> cases = new ArrayList<>();
    try {
      arguments
          .textsByName(0, "cases")
          .forEach((name, text) -> cases.add(CaseSpec.parse(name + ":" + settings(world, text))));
      ComparePlan plan =
          new ComparePlan(
              arguments.textOption(1, "trace", null) == null
                  ? trace(world)
                  : arguments.textOption(1, "trace", null),
              cases,
              world.machine().config(),
              0,
              Limits.DEFAULT,
              InvariantCheck.OFF);
      List<CaseResult> results = CompareRunner.run(plan, new Stoppable()).cases();
      List<String> columns = arguments.textsOption(1, "columns", COLUMNS);
      return results.stream().map(result -> row(result, columns)).toList();
    } catch (IllegalArgumentException | PolicyLoadException e) {
      throw new SessionException("compare: " + e.getMessage());
    }
  }

  private static String trace(World world) {
    if (world.workloads().size() != 1) {
      throw new SessionException(
          "compare: %d programs are loaded; load one, or name the trace"
              .formatted(world.workloads().size()));
    }
    return world.workloads().getFirst().name();
  }

  /// A preset, or the settings of the session with a policy, in the words of [CaseSpec].
  private static String settings(World world, String text) {
    if (Preset.labels().contains(text)) {
      return "preset=" + text;
    }
    if (text.contains("=")) {
      return text;
    }
    StringBuilder settings = new StringBuilder();
    for (String path : ThpSysfs.paths()) {
      settings.append("%s=%s,".formatted(path, world.machine().thpSysfs().value(path)));
    }
    return text.equals("current")
        ? settings.substring(0, settings.length() - 1)
        : settings + "policy=" + text;
  }

  private static Map<String, Object> row(CaseResult result, List<String> columns) {
    SequencedMap<String, Long> metrics = result.machine();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", result.name());
    for (String column : columns) {
      if (!metrics.containsKey(column)) {
        throw new SessionException(
            "compare: no column " + column + NearestName.question(column, metrics.keySet()));
      }
      row.put(column, metrics.get(column));
    }
    return row;
  }

  /// Ends a comparison that the user stops, and passes warnings on.
  private final class Stoppable implements CompareProgress {
    @Override
    public void caseStarted(int index, int nrCases, String name, long nrEvents) {
      interrupt.check();
    }

    @Override
    public void eventsDone(long events) {
      interrupt.check();
    }

    @Override
    public void warned(String warning) {
      notices.tell("warning: " + warning);
    }

    @Override
    public void caseDone(CaseResult result) {}
  }
}
