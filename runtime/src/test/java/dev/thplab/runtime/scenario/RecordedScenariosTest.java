package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.stats.MthpStat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Every scenario that was recorded on a real 6.18 kernel, compared in full.
final class RecordedScenariosTest {
  static final Path SCENARIOS = Path.of("..", "scripts", "scenarios");

  static Stream<Named<Scenario>> golden() {
    return scenarios("golden.json");
  }

  static Stream<Named<Scenario>> random() {
    return scenarios("random.json");
  }

  static Stream<Named<Scenario>> regressions() {
    return scenarios("regressions.json");
  }

  private static Stream<Named<Scenario>> scenarios(String file) {
    return ScenarioFile.read(SCENARIOS.resolve(file)).scenarios().stream()
        .map(scenario -> Named.of(scenario.name(), scenario));
  }

  @ParameterizedTest
  @MethodSource
  void golden(Scenario scenario) {
    assertMatches(scenario);
  }

  @ParameterizedTest
  @MethodSource
  void random(Scenario scenario) {
    assertMatches(scenario);
  }

  @ParameterizedTest
  @MethodSource
  void regressions(Scenario scenario) {
    assertMatches(scenario);
  }

  /// The recorded kernel is 6.18; of what changed since 6.12, the golden scenarios show three
  /// things: the write to the huge zero folio, the parent's writes to a large folio whose other
  /// owner is gone, and guard regions.
  @Test
  void threeGoldenScenariosTellAnOlderKernel() {
    List<String> differing = new ArrayList<>();
    for (Scenario scenario : goldenScenarios()) {
      if (ScenarioCheck.firstDifference(scenario, run(scenario, KernelProfile.LINUX_6_12))
          != null) {
        differing.add(scenario.name());
      }
    }
    assertThat(differing)
        .containsExactlyInAnyOrder(
            "read_fault_huge_zero_then_write", "fork_cow_thp_parent_writes", "guard_install");
  }

  /// No golden scenario does what 7.2 does otherwise; only its new counters show.
  @Test
  void aNewerKernelDiffersInTheCountersThatItAdded() {
    for (Scenario scenario : goldenScenarios()) {
      ObjectNode result = run(scenario, KernelProfile.LINUX_7_2);
      for (MthpStat stat : MthpStat.values()) {
        if (stat.name().startsWith("COLLAPSE_")) {
          String counter = "2048kB/" + stat.kernelName();
          result.findParents(counter).forEach(node -> ((ObjectNode) node).remove(counter));
        }
      }
      assertThat(ScenarioCheck.firstDifference(scenario, result)).isNull();
    }
  }

  private static List<Scenario> goldenScenarios() {
    return ScenarioFile.read(SCENARIOS.resolve("golden.json")).scenarios();
  }

  private static ObjectNode run(Scenario scenario, KernelProfile profile) {
    Machine machine = new Machine(MachineConfig.ample().withKernelProfile(profile));
    return ResultJson.of(scenario, ScenarioRunner.run(scenario, machine, new InvariantCheck(1)));
  }

  private static void assertMatches(Scenario scenario) {
    Machine machine = new Machine(MachineConfig.ample());
    ScenarioResult result = ScenarioRunner.run(scenario, machine);

    assertThat(ScenarioCheck.firstDifference(scenario, ResultJson.of(scenario, result))).isNull();
    assertThat(machine.violations()).isEmpty();
  }
}
