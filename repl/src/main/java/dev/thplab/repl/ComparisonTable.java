package dev.thplab.repl;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.Metrics;
import dev.thplab.runtime.compare.ProcessResult;
import dev.thplab.runtime.compare.Provenance;
import dev.thplab.runtime.script.Contracts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// A comparison for people: one column a case, the whole machine first, then each policy, unless it
/// is one for the whole machine, then each process.
final class ComparisonTable {
  /// Which processes have a part of their own.
  enum Processes {
    ALL,
    /// Those with a tenth of the machine's faults in some case.
    MAIN,
    NONE
  }

  private static final int MAIN_SHARE = 10;

  private final Comparison comparison;
  private final boolean timing;
  private final Processes processes;

  /// Makes the table; `timing` shows the policies' wall time, `processes` those processes.
  ComparisonTable(Comparison comparison, boolean timing, Processes processes) {
    this.comparison = comparison;
    this.timing = timing;
    this.processes = processes;
  }

  /// Returns the text for a terminal of `width` columns.
  String render(int width, Style style) {
    ColumnLayout layout =
        new ColumnLayout(comparison.cases().stream().map(CaseResult::name).toList());
    layout.heading("whole machine");
    rows(
        layout,
        machineRows(),
        comparison.cases().stream().map(CaseResult::machine).toList(),
        TableRow::always);
    policyTime(layout, comparison.cases().stream().map(r -> r.timing().policyNs()).toList());
    PolicyPart.of(comparison).forEach(part -> policy(layout, part));
    List<List<ProcessResult>> all = List.copyOf(processesByPid().values());
    List<List<ProcessResult>> shown = all.stream().filter(this::isShown).toList();
    shown.forEach(inCases -> process(layout, inCases));
    return legend(width, style)
        + '\n'
        + layout.render(width, style)
        + (processes == Processes.MAIN ? remark(all.size() - shown.size()) : "")
        + '\n'
        + Paragraph.wrapped("", comparison.provenance().notice(), width);
  }

  private static String remark(int nrHidden) {
    return nrHidden == 0
        ? ""
        : "\n%d %s with less than a tenth of the faults: --processes shows all\n"
            .formatted(nrHidden, nrHidden == 1 ? "more process" : "more processes");
  }

  private boolean isShown(List<ProcessResult> inCases) {
    return switch (processes) {
      case ALL -> true;
      case NONE -> false;
      case MAIN -> {
        boolean main = false;
        for (int i = 0; i < inCases.size(); i++) {
          long ofMachine = comparison.cases().get(i).machine().get("pgfault");
          ProcessResult process = inCases.get(i);
          main |= process != null && process.metrics().get("pgfault") * MAIN_SHARE >= ofMachine;
        }
        yield main;
      }
    };
  }

  /// What ran, and what each case sets.
  private String legend(int width, Style style) {
    Provenance.Config config = comparison.provenance().config();
    String machine =
        "on %s, %s, Linux %s, fault costs of %s"
            .formatted(
                Unit.BYTES.text(config.memoryBytes()),
                config.cpu(),
                config.kernelProfile(),
                config.costModel());
    String name = comparison.provenance().workloadName();
    StringBuilder text = new StringBuilder();
    String title = Paragraph.wrapped(name + " ", List.of(machine.split(" ", -1)), width);
    text.append(style.heading(name)).append(title.substring(name.length()));
    if (comparison.provenance().generator() != null) {
      faintly(text, style, Paragraph.wrapped("  ", parameters(), width));
    }
    int nameWidth =
        comparison.cases().stream().mapToInt(result -> result.name().length()).max().orElse(0);
    for (CaseResult result : comparison.cases()) {
      String column = result.name() + " ".repeat(nameWidth - result.name().length());
      faintly(text, style, Paragraph.wrapped("  " + column + "  ", words(result), width));
    }
    return text.toString();
  }

  private static void faintly(StringBuilder text, Style style, String lines) {
    lines.lines().forEach(line -> text.append(style.faint(line)).append('\n'));
  }

  private List<String> parameters() {
    Provenance.GeneratorId generator = comparison.provenance().generator();
    return List.of(generator.text().substring(generator.name().length() + 1).split(",", -1));
  }

  private List<String> words(CaseResult result) {
    List<String> words = new ArrayList<>();
    result.spec().sysfs().forEach((path, value) -> words.add(path + "=" + value));
    result
        .spec()
        .memoryBytes()
        .ifPresent(bytes -> words.add("memory=" + Unit.BYTES.text(bytes).replace(" ", "")));
    result.spec().kernelProfile().ifPresent(profile -> words.add("kernel-profile=" + profile));
    result.spec().policies().settings().forEach((key, value) -> words.add(key + "=" + value));
    words.addAll(contracts(result));
    return words.isEmpty() ? List.of("(kernel defaults)") : words;
  }

  private List<String> contracts(CaseResult result) {
    return result.policies().stream()
        .map(policy -> comparison.provenance().policies().get(policy.spec().path()).contract())
        .map(ComparisonTable::contract)
        .distinct()
        .toList();
  }

  private static String contract(String id) {
    return id == null
        ? "contract=unknown"
        : "contract=%s (%s)".formatted(id, Contracts.of(id).lifeCycle().status());
  }

  private void policy(ColumnLayout layout, PolicyPart part) {
    layout.heading(part.key());
    layout.row("  scope", part.texts(policy -> policy.scope().toString()));
    layout.row("  mode", part.texts(policy -> policy.mode().toString()));
    rows(layout, TableRow.all(), part.metrics(), part::alwaysShows);
  }

  private void process(ColumnLayout layout, List<ProcessResult> inCases) {
    ProcessResult any = inCases.stream().filter(Objects::nonNull).findFirst().orElseThrow();
    layout.heading(any.comm() + " (pid " + any.pid() + ")");
    rows(
        layout,
        TableRow.all(),
        inCases.stream()
            .map(process -> process == null ? new LinkedHashMap<String, Long>() : process.metrics())
            .toList(),
        _ -> false);
    policyTime(
        layout, inCases.stream().map(process -> process == null ? 0 : process.policyNs()).toList());
  }

  /// Every process, with its result in each case or null, in the order in which processes started.
  private Map<Integer, List<ProcessResult>> processesByPid() {
    Map<Integer, List<ProcessResult>> byPid = new LinkedHashMap<>();
    int nrCases = comparison.cases().size();
    for (int i = 0; i < nrCases; i++) {
      for (ProcessResult process : comparison.cases().get(i).processes()) {
        byPid
            .computeIfAbsent(
                process.pid(),
                _ -> {
                  List<ProcessResult> none = new ArrayList<>();
                  for (int j = 0; j < nrCases; j++) {
                    none.add(null);
                  }
                  return none;
                })
            .set(i, process);
      }
    }
    return byPid;
  }

  private List<TableRow> machineRows() {
    List<TableRow> rows = TableRow.all();
    if (comparison.provenance().generator() != null) {
      rows.addAll(
          TableRow.ofGenerated(Metrics.operations(comparison.cases().getFirst().machine())));
    }
    return rows;
  }

  private void rows(
      ColumnLayout layout,
      List<TableRow> all,
      List<? extends SequencedMap<String, Long>> columns,
      Predicate<TableRow> always) {
    for (TableRow row : all) {
      boolean show = always.test(row);
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Long value = columns.get(i).get(row.metric());
        boolean says = value != null && (!row.isAboutPolicy() || hasPolicy(i));
        show |= says && value != 0;
        cells.add(says ? row.unit().text(value) : ColumnLayout.NONE);
      }
      if (show) {
        layout.row("  " + row.label(), cells);
      }
    }
  }

  private void policyTime(ColumnLayout layout, List<Long> policyNs) {
    if (!timing || policyNs.stream().allMatch(ns -> ns == 0)) {
      return;
    }
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < policyNs.size(); i++) {
      cells.add(hasPolicy(i) ? Unit.NANOSECONDS.text(policyNs.get(i)) : ColumnLayout.NONE);
    }
    layout.row("  policy time", cells);
  }

  private boolean hasPolicy(int index) {
    return !comparison.cases().get(index).spec().policies().isEmpty();
  }
}
