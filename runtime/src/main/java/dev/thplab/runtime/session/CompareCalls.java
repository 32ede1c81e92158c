package dev.thplab.runtime.session;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.Preset;
import dev.thplab.runtime.compare.RecordingFile;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.runtime.workload.GeneratorSpec;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.proc.ThpSysfs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Comparisons: a recorded or generated program under several settings, each on a fresh machine.
final class CompareCalls {
  private static final List<String> OPTIONS =
      List.of("trace", "workload", "seed", "seeds", "columns", "record");
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

  private static final int MAX_SEEDS = 1_000;

  private final Interrupt interrupt;
  private final PolicyNotices notices;
  private final Recorder recorder;
  private final HostPaths paths;
  private final long firstSeed;

  /// `recorder`, which may be null, hears of each comparison; `firstSeed` is that of comparisons
  /// that name none.
  CompareCalls(
      Interrupt interrupt,
      PolicyNotices notices,
      Recorder recorder,
      HostPaths paths,
      long firstSeed) {
    this.paths = paths;
    this.interrupt = interrupt;
    this.notices = notices;
    this.recorder = recorder;
    this.firstSeed = firstSeed;
  }

  void addTo(Map<String, Call> calls) {
    calls.put("compare", this::compare);
    calls.put("differences", (_, arguments) -> Differences.of(arguments));
    calls.put("verdicts", (_, arguments) -> Verdicts.of(arguments));
  }

  /// Runs the program of the world's only workload, or that of the options, once for each seed;
  /// returns a row a case and seed.
  private Object compare(World world, Arguments arguments) {
    arguments.checkOptions(1, OPTIONS);
    long seed = arguments.numberOption(1, "seed", firstSeed);
    long nrSeeds = arguments.numberOption(1, "seeds", 1);
    if (nrSeeds < 1 || nrSeeds > MAX_SEEDS) {
      throw new SessionException(
          "compare: seeds (%d) must be in [1, %d]".formatted(nrSeeds, MAX_SEEDS));
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long each = seed; each < seed + nrSeeds; each++) {
      rows.addAll(compare(world, arguments, each));
    }
    return rows;
  }

  private List<Map<String, Object>> compare(World world, Arguments arguments, long seed) {
    List<CaseSpec> cases = new ArrayList<>();
    try {
      arguments
          .textsByName(0, "cases")
          .forEach((name, text) -> cases.add(caseSpec(world, name, text)));
      ComparePlan plan =
          new ComparePlan(
              workload(world, arguments, seed),
              cases,
              world.machine().config(),
              seed,
              Limits.DEFAULT,
              InvariantCheck.OFF);
      Comparison comparison = run(plan, arguments);
      if (recorder != null) {
        recorder.comparison(comparison);
      }
      List<String> columns = arguments.textsOption(1, "columns", COLUMNS);
      boolean withSeed = arguments.hasOption(1, "seeds");
      return comparison.cases().stream()
          .map(result -> row(result, columns, withSeed ? seed : null))
          .toList();
    } catch (IllegalArgumentException | PolicyLoadException e) {
      throw new SessionException("compare: " + e.getMessage());
    }
  }

  private Comparison run(ComparePlan plan, Arguments arguments) {
    StoppableProgress progress =
        new StoppableProgress(
            interrupt, notices, recorder == null ? CompareProgress.NONE : recorder.progress());
    String record = arguments.textOption(1, "record", null);
    if (record == null) {
      return CompareRunner.run(plan, progress);
    }
    if (plan.cases().size() != 1 || arguments.numberOption(1, "seeds", 1) != 1) {
      throw new SessionException("compare: record wants one case and one seed: it is of one run");
    }
    try (RecordingFile recording = RecordingFile.create(paths.resolve(record))) {
      Comparison comparison = CompareRunner.run(plan, progress, recording);
      recording.end();
      return comparison;
    }
  }

  private CaseSpec caseSpec(World world, String name, String text) {
    return CaseSpec.parse(name + ":" + settings(world, text)).withPolicyPaths(paths::resolve);
  }

  private WorkloadSpec workload(World world, Arguments arguments, long seed) {
    String trace = arguments.textOption(1, "trace", null);
    String generator = arguments.textOption(1, "workload", null);
    if (trace != null && generator != null) {
      throw new SessionException("compare: trace and workload cannot both be given");
    }
    if (trace != null) {
      return WorkloadSpec.ofTrace(paths.resolve(trace));
    }
    if (generator == null) {
      generator = loaded(world);
    }
    return GeneratorSpec.isGenerator(generator) || arguments.hasOption(1, "workload")
        ? WorkloadSpec.ofGenerator(GeneratorSpec.parse(generator, seed))
        : WorkloadSpec.ofTrace(generator);
  }

  private static String loaded(World world) {
    if (world.workloads().size() != 1) {
      throw new SessionException(
          "compare: %d programs are loaded; load one, or name the trace or workload"
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

  private static Map<String, Object> row(CaseResult result, List<String> columns, Long seed) {
    SequencedMap<String, Long> metrics = result.machine();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", result.name());
    if (seed != null) {
      row.put("seed", seed);
    }
    for (String column : columns) {
      if (!metrics.containsKey(column)) {
        throw new SessionException(
            "compare: no column " + column + NearestName.question(column, metrics.keySet()));
      }
      row.put(column, metrics.get(column));
    }
    return row;
  }
}
