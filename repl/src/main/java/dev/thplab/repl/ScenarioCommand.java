package dev.thplab.repl;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.scenario.ResultJson;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioCheck;
import dev.thplab.runtime.scenario.ScenarioFile;
import dev.thplab.runtime.scenario.ScenarioResult;
import dev.thplab.runtime.scenario.ScenarioRunner;
import dev.thplab.runtime.scenario.ScenarioWriter;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `thplab scenario`: runs short programs of memory operations and compares them with what a kernel
/// did.
@Command(
    name = "scenario",
    description = "Runs scenarios (thp-oracle/1) and compares with what a kernel did.",
    footer = {
      "",
      "Example:",
      "  thplab scenario scripts/scenarios/golden.json --check",
      "  thplab scenario scripts/scenarios/golden.json --only 'fork_*' -o json",
      "  thplab scenario scripts/scenarios/golden.json --kernel-profile 6.12 --check"
    })
final class ScenarioCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenarios in JSON.")
  private List<String> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = ListFormatOption.FormatChoice.class,
      description = "table, or json: the same document with the results filled in.")
  private ListFormatOption.Format format;

  @Option(
      names = "--check",
      description = "Compare with the results in the file; exit code 99 if some differ.")
  private boolean check;

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Run only the scenarios of such a name (*, ?, [a-z], {a,b}).")
  private String only = "*";

  @Mixin private KernelProfileOption kernel = new KernelProfileOption();

  @Mixin private InvariantOption invariants = new InvariantOption();

  ScenarioCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    ScenarioSelection selection = ScenarioSelection.read(spec, files, only);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      run(files.get(i), selection.files().get(i), differences);
    }
    return check ? report(selection.count(), differences) : ExitCode.OK;
  }

  private void run(String file, ScenarioFile document, List<String> differences) {
    List<ObjectNode> results = new ArrayList<>();
    ScenarioTable table = new ScenarioTable();
    for (Scenario scenario : document.scenarios()) {
      ScenarioResult result = run(file, scenario);
      ObjectNode json = ResultJson.of(scenario, result);
      String difference = check ? ScenarioCheck.firstDifference(scenario, json) : null;
      if (difference != null) {
        differences.add(difference);
      }
      results.add(json);
      table.add(scenario, result);
    }
    if (format == ListFormatOption.Format.JSON) {
      streams.out().print(ScenarioWriter.write(document.document(), document.scenarios(), results));
    } else if (format == ListFormatOption.Format.TABLE || !check) {
      streams.out().print(table.render());
    }
  }

  private ScenarioResult run(String file, Scenario scenario) {
    try {
      Machine machine = new Machine(MachineConfig.ample().withKernelProfile(kernel.profile()));
      return ScenarioRunner.run(scenario, machine, invariants.check());
    } catch (InputException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /// Says what differs and how many scenarios match: to the user when standard output has the
  /// results as JSON.
  private int report(int count, List<String> differences) {
    PrintStream to = format == ListFormatOption.Format.JSON ? streams.err() : streams.out();
    differences.forEach(to::println);
    to.printf("%d of %d scenarios match%n", count - differences.size(), count);
    return differences.isEmpty() ? ExitCode.OK : ExitCode.EXPECTATION_FAILED;
  }
}
