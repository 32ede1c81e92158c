package dev.thplab.repl;

import dev.thplab.runtime.NearestName;
import dev.thplab.runtime.livekernel.Fuzz;
import dev.thplab.runtime.livekernel.FuzzKind;
import dev.thplab.runtime.livekernel.KernelDocument;
import dev.thplab.runtime.livekernel.LiveKernel;
import dev.thplab.runtime.livekernel.LiveKernelException;
import dev.thplab.runtime.livekernel.RepeatedResult;
import dev.thplab.runtime.livekernel.Verdict;
import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioCheck;
import dev.thplab.runtime.scenario.ScenarioFile;
import dev.thplab.runtime.scenario.ScenarioRunner;
import dev.thplab.runtime.scenario.ScenarioWriter;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `thplab kernel`: runs scenarios on the Linux kernel of this machine, and looks for random ones
/// in which it differs from the simulated machine.
@Command(
    name = "kernel",
    description = "Runs scenarios (thp-oracle/1) on the kernel of this machine, as root.",
    footer = {
      "",
      "All settings of transparent huge pages are restored afterwards, even if thplab is killed.",
      "",
      "Example:",
      "  thplab kernel scripts/scenarios/golden.json --only 'fork_*' -o json",
      "  thplab kernel --fuzz 1 --count 1000 --kinds fork,mremap"
    })
final class KernelCommand implements Callable<Integer> {
  private static final int PROGRESS_STEP = 100;

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Scenarios in JSON.")
  private List<String> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = ListFormatOption.FormatChoice.class,
      description = "table, or json: the same document with the results filled in (the default).")
  private ListFormatOption.Format format = ListFormatOption.Format.JSON;

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Run only the scenarios of such a name (*, ?, [a-z], {a,b}).")
  private String only = "*";

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Run each scenario so often and keep the most frequent result (${DEFAULT-VALUE}).")
  private int runs = 5;

  @Option(
      names = "--check",
      description = "Compare the simulated machine with this kernel; exit code 99 if they differ.")
  private boolean check;

  @Option(
      names = "--fuzz",
      paramLabel = "SEED",
      description = "Compare both on random scenarios; differences are shrunk and saved.")
  private Long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many random scenarios (${DEFAULT-VALUE}).")
  private int count = 1000;

  @Option(
      names = "--first",
      paramLabel = "I",
      description = "Number of the first random scenario of the seed (${DEFAULT-VALUE}).")
  private int first;

  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      description = "What random scenarios may use beside mmap, touch and plain madvise (all).")
  private List<String> kinds = List.of();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Where shrunk scenarios are written, with the kernel's results (.).")
  private Path save = Path.of("");

  @Mixin private InvariantOption invariants = new InvariantOption();

  KernelCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if ((seed == null) == files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "give either scenario files or --fuzz SEED");
    }
    if (runs < 1 || count < 1 || first < 0) {
      throw new ParameterException(
          spec.commandLine(), "--runs and --count must be at least 1, --first not negative");
    }
    try {
      return seed == null ? runFiles() : fuzz(chosenKinds());
    } catch (LiveKernelException e) {
      streams.say(e.getMessage());
      return ExitCode.INTERNAL;
    }
  }

  private int runFiles() {
    ScenarioSelection selection = ScenarioSelection.read(spec, files, only);
    List<String> differences = new ArrayList<>();
    try (LiveKernel kernel = LiveKernel.open()) {
      for (ScenarioFile document : selection.files()) {
        run(kernel, document, differences);
      }
    }
    if (!check) {
      return ExitCode.OK;
    }
    differences.forEach(streams.err()::println);
    int scenarios = selection.count();
    streams.err().printf("%d of %d scenarios agree%n", scenarios - differences.size(), scenarios);
    return differences.isEmpty() ? ExitCode.OK : ExitCode.EXPECTATION_FAILED;
  }

  private void run(LiveKernel kernel, ScenarioFile file, List<String> differences) {
    List<Scenario> scenarios = new ArrayList<>();
    List<ObjectNode> results = new ArrayList<>();
    for (Scenario scenario : file.scenarios()) {
      RepeatedResult repeated = RepeatedResult.of(kernel, scenario, runs);
      scenarios.add(repeated.describe(scenario));
      results.add(repeated.result());
      if (check) {
        Machine machine = new Machine(MachineConfig.ample());
        ObjectNode simulated =
            ResultJson.of(scenario, ScenarioRunner.run(scenario, machine, invariants.check()));
        String difference = ScenarioCheck.firstDifference(repeated.result(), simulated);
        if (difference != null) {
          differences.add(scenario.name() + " " + difference);
        }
      }
      if (format == ListFormatOption.Format.TABLE) {
        streams
            .out()
            .printf(
                "%s: %d of %d runs identical%n",
                scenario.name(), repeated.identical(), repeated.runs());
      }
    }
    if (format == ListFormatOption.Format.JSON) {
      ObjectNode document = file.document().deepCopy();
      KernelDocument.describe(document);
      streams.out().print(ScenarioWriter.write(document, scenarios, results));
    }
  }

  private Set<FuzzKind> chosenKinds() {
    Set<FuzzKind> chosen = EnumSet.noneOf(FuzzKind.class);
    List<String> known = Arrays.stream(FuzzKind.values()).map(FuzzKind::text).toList();
    for (String word : kinds) {
      int i = known.indexOf(word);
      if (i < 0) {
        throw new ParameterException(
            spec.commandLine(),
            "--kinds '%s' must be of %s%s"
                .formatted(word, String.join(", ", known), NearestName.question(word, known)));
      }
      chosen.add(FuzzKind.values()[i]);
    }
    return chosen.isEmpty() ? EnumSet.allOf(FuzzKind.class) : chosen;
  }

  private int fuzz(Set<FuzzKind> chosen) {
    Fuzz.Tally tally;
    try (LiveKernel kernel = LiveKernel.open()) {
      tally = new Fuzz(kernel, invariants.check(), new Report()).run(seed, first, count, chosen);
    }
    summarise(tally);
    return tally.count(Verdict.DIFFERS) == 0 ? ExitCode.OK : ExitCode.EXPECTATION_FAILED;
  }

  private void summarise(Fuzz.Tally tally) {
    int around = tally.count(Verdict.VARIES_AROUND);
    sayCount(
        around + tally.count(Verdict.VARIES),
        "not repeatable: the kernel's runs differ; one of them is thplab's result in " + around);
    sayCount(tally.count(Verdict.NOT_RUN), "cannot be run");
    streams.out().printf("%d of %d scenarios agree%n", tally.agreeing(), tally.compared());
    sayCount(
        tally.count(Verdict.AGREES_MOSTLY),
        "of them in nearly all of several runs, but not in one");
    sayCount(
        tally.count(Verdict.AGREES_WITHOUT_HUGE_ZERO),
        "of them but for thp_zero_page_alloc: another process held the huge zero folio");
  }

  private void sayCount(int scenarios, String what) {
    if (scenarios > 0) {
      streams.out().printf("%d %s%n", scenarios, what);
    }
  }

  /// Says what is found as it is found.
  private final class Report implements Fuzz.Listener {
    @Override
    public void compared(int index) {
      int done = index - first + 1;
      if (done % PROGRESS_STEP == 0 && done < count) {
        streams.err().printf("%d of %d%n", done, count);
      }
    }

    @Override
    public void varies(Fuzz.Finding finding) {
      streams
          .out()
          .printf(
              "%s not repeatable: %d of %d runs are the same, others differ in %s (%s)%n",
              finding.scenario().name(),
              finding.kernel().identical(),
              finding.kernel().runs(),
              finding.difference(),
              saved(finding));
      streams.out().flush();
    }

    @Override
    public void found(Fuzz.Finding finding) {
      streams
          .out()
          .printf("%s %s (%s)%n", finding.scenario().name(), finding.difference(), saved(finding));
      streams.out().flush();
    }

    private Path saved(Fuzz.Finding finding) {
      Path file = save.resolve(finding.scenario().name() + ".json");
      String text =
          ScenarioWriter.write(
              KernelDocument.head(),
              List.of(finding.kernel().describe(finding.scenario())),
              List.of(finding.kernel().result()));
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file;
    }
  }
}
