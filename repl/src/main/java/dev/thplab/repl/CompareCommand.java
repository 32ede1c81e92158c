package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseObserver;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.CsvReport;
import dev.thplab.runtime.compare.ExplainFile;
import dev.thplab.runtime.compare.ExplainFilter;
import dev.thplab.runtime.compare.JsonLinesReport;
import dev.thplab.runtime.compare.JsonReport;
import dev.thplab.runtime.compare.Preset;
import dev.thplab.runtime.compare.RecordingFile;
import dev.thplab.runtime.script.EngineMode;
import dev.thplab.runtime.worker.UntrustedRunner;
import dev.thplab.sim.InvariantCheck;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `thplab compare`: one program under several settings, side by side.
@Command(
    name = "compare",
    description =
        "Runs a recorded or generated program under several settings and shows what each cost.",
    customSynopsis = "thplab compare --trace FILE|--workload SPEC [--case CASE]... [OPTIONS]",
    sortOptions = false,
    footer = {
      "",
      "A CASE is a preset (never, madvise, always, mthp-64k) or name:key=value,...",
      "where a key is",
      "  a path below /sys/kernel/mm/transparent_hugepage/, such as enabled,",
      "            hugepages-64kB/enabled or khugepaged/max_ptes_none",
      "  preset    start from that preset, not from what a kernel boots with",
      "  policy    a JavaScript file that is asked at each fault",
      "  options.NAME    a value over one of the policy's own options",
      "  policy-scope    global (default), cgroup:/PATH, comm:PROGRAM or pid:N",
      "  policy-mode    active (default), shadow (asked without effect) or",
      "            canary:SHARE%% (acts on a share of the processes)",
      "  policy.NAME    a further policy, attached after those before it; also with",
      "            policy.NAME-scope, -mode, -allow-override and -options.OPTION",
      "  policy-composition    who wins where several policies cover a process:",
      "            nearest, veto, global-overrides (default), leaf-to-root or",
      "            allow-override (below a policy with policy-allow-override=yes)",
      "  policy-conflicts    count (default with several acting policies: dormant ones",
      "            are asked too, without effect) or off",
      "  cgroup.PROGRAM    path of the memory cgroup that this program runs in",
      "  memory    physical memory, instead of --memory",
      "  kernel-profile    the Linux to behave like, instead of --kernel-profile",
      "",
      "Example:",
      "  thplab compare --trace scripts/traces/redis.thpt.gz --case always \\",
      "                 --case 'mine:preset=always,policy=my-policy.js'",
      "  thplab compare --workload 'zipf:bytes=4G,theta=0.99,accesses=10M' --seed 1"
    })
final class CompareCommand implements Callable<Integer> {
  /// What is written to standard output.
  enum Format {
    TABLE,
    JSON,
    JSONL,
    CSV
  }

  /// How progress is shown on standard error.
  enum Progress {
    AUTO,
    PLAIN,
    NONE
  }

  /// When standard output is coloured.
  enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  static final class FormatChoice extends Choice<Format> {
    FormatChoice() {
      super(Format.values());
    }
  }

  static final class ProgressChoice extends Choice<Progress> {
    ProgressChoice() {
      super(Progress.values());
    }
  }

  static final class ColorChoice extends Choice<Color> {
    ColorChoice() {
      super(Color.values());
    }
  }

  private static final List<String> DEFAULT_CASES =
      List.of(Preset.NEVER.label(), Preset.ALWAYS.label(), Preset.MTHP_64K.label());

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private WorkloadOptions workload = new WorkloadOptions();

  @Option(
      names = "--case",
      paramLabel = "CASE",
      description = "A column; repeatable, see below. Default: never, always and mthp-64k.")
  private List<String> cases = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = FormatChoice.class,
      description = "table (default), json, jsonl or csv.")
  private Format format = Format.TABLE;

  @Option(
      names = "--processes",
      negatable = true,
      fallbackValue = "true",
      description =
          "Show every process beside the whole machine, or none. Default: every process, but in"
              + " the table only those with a tenth of the faults.")
  private Boolean processes;

  @Option(
      names = "--no-timing",
      description = "Leave out wall times and the engine: equal input gives equal bytes.")
  private boolean noTiming;

  @Option(
      names = "--explain",
      paramLabel = "FILE",
      description =
          "Write how each decision about folio orders came about, one JSON object a line; gzip if"
              + " the name ends in .gz.")
  private String explain;

  @Option(
      names = "--explain-pid",
      paramLabel = "N",
      description = "With --explain: only the decisions of this process.")
  private Integer explainPid;

  @Option(
      names = "--explain-only",
      paramLabel = "WHAT",
      description =
          "With --explain: only pagefault, khugepaged, collapse (MADV_COLLAPSE), fallback (no"
              + " memory for a size), policy (it took a size), shadow (it would have chosen"
              + " otherwise), or vma=NAME; repeatable, all must hold.")
  private List<String> explainOnly = List.of();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Record every decision of the only case, for 'thplab replay'; gzip if the name ends in"
              + " .gz.")
  private String record;

  @Mixin private MachineOptions machine = new MachineOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private WorkerOptions worker = new WorkerOptions();

  @Mixin private DebugOptions debugger = new DebugOptions();

  @Option(
      names = "--check-invariants",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "1000",
      converter = InvariantOption.Steps.class,
      description =
          "Recount the books of the simulated machine after every N events (${FALLBACK-VALUE} if"
              + " left out) and at the end; a mistake ends the run.")
  private InvariantCheck check = InvariantCheck.OFF;

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      converter = ProgressChoice.class,
      description = "auto (default: a bar on a terminal), plain (a line a case) or none.")
  private Progress progress = Progress.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress on standard error, only errors.")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = ColorChoice.class,
      description = "auto (default: on a terminal, unless NO_COLOR is set), always or never.")
  private Color color = Color.AUTO;

  CompareCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    ComparePlan plan = plan();
    checkExplain();
    checkRecord(plan);
    ExplainFilter filter =
        OptionValues.checked(spec, () -> new ExplainFilter(explainPid, explainOnly));
    checkDebugger();
    long workerHeapBytes = OptionValues.checked(spec, worker::heapBytes);
    EngineMode mode = debugger.mode(spec, streams);
    Comparison comparison;
    if (record != null) {
      comparison = recorded(plan, mode);
    } else {
      try (ProgressView view = view();
          ExplainFile explanations = explain == null ? null : ExplainFile.create(explain, filter)) {
        comparison =
            worker.untrusted()
                ? UntrustedRunner.run(plan, workerHeapBytes, view, explanations)
                : CompareRunner.run(
                    plan, view, explanations == null ? CaseObserver.NONE : explanations, mode);
      }
    }
    write(comparison);
    return PolicyTrouble.report(comparison, streams);
  }

  private Comparison recorded(ComparePlan plan, EngineMode mode) {
    try (ProgressView view = view();
        RecordingFile recording = RecordingFile.create(record)) {
      Comparison comparison = CompareRunner.run(plan, view, recording, mode);
      recording.end();
      return comparison;
    }
  }

  private ComparePlan plan() {
    return OptionValues.checked(
        spec,
        () ->
            new ComparePlan(
                workload.workload(),
                CaseSpec.parseAll(cases.isEmpty() ? DEFAULT_CASES : cases),
                machine.config(),
                workload.seed(),
                limits.limits(),
                check));
  }

  private void checkDebugger() {
    if (debugger.isGiven() && worker.untrusted()) {
      throw new ParameterException(
          spec.commandLine(),
          "--untrusted cannot be used with a debugger, with which the sandbox is weaker");
    }
  }

  private void checkExplain() {
    if ("-".equals(explain)) {
      throw new ParameterException(
          spec.commandLine(), "--explain (-) must be a file: standard output has the results");
    }
    if (explainPid != null && explain == null) {
      throw new ParameterException(spec.commandLine(), "--explain-pid needs --explain FILE");
    }
    if (!explainOnly.isEmpty() && explain == null) {
      throw new ParameterException(spec.commandLine(), "--explain-only needs --explain FILE");
    }
  }

  private void checkRecord(ComparePlan plan) {
    if (record == null) {
      return;
    }
    if (record.equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "--record (-) must be a file: standard output has the results");
    }
    if (plan.cases().size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--record wants one --case, not %d: a recording is of one run"
              .formatted(plan.cases().size()));
    }
    if (explain != null || worker.untrusted()) {
      throw new ParameterException(
          spec.commandLine(),
          "--record cannot be used with " + (explain != null ? "--explain" : "--untrusted"));
    }
  }

  private ProgressView view() {
    if (quiet) {
      return ProgressView.none();
    }
    if (progress == Progress.NONE) {
      return ProgressView.warnings(streams);
    }
    if (progress == Progress.PLAIN) {
      return new PlainProgress(streams);
    }
    return streams.screen().canRedraw() ? new ProgressBar(streams) : ProgressView.warnings(streams);
  }

  private ComparisonTable.Processes shownInTable() {
    if (processes == null) {
      return ComparisonTable.Processes.MAIN;
    }
    return processes ? ComparisonTable.Processes.ALL : ComparisonTable.Processes.NONE;
  }

  private void write(Comparison comparison) {
    boolean withProcesses = processes == null || processes;
    switch (format) {
      case TABLE -> {
        boolean colored =
            switch (color) {
              case AUTO -> streams.screen().wantsColor();
              case ALWAYS -> true;
              case NEVER -> false;
            };
        ComparisonTable table = new ComparisonTable(comparison, !noTiming, shownInTable());
        streams.out().print(table.render(streams.screen().columns(), new Style(colored)));
      }
      case JSON -> JsonReport.write(comparison, !noTiming, withProcesses, streams.out());
      case JSONL -> JsonLinesReport.write(comparison, !noTiming, withProcesses, streams.out());
      case CSV -> CsvReport.write(comparison, !noTiming, withProcesses, streams.out());
    }
    streams.out().flush();
  }
}
