package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every scenario that was recorded on a real 6.18 kernel, compared in full.
final class RecordedScenariosTest {
  static final Path SCENARIOS = Path.of("..", "scripts", "scenarios");

  static Stream<Named<Scenario>> golden() {
    return scenarios("golden.json");
  }

  static Stream<Named<Scenario>> random() {
    return scenarios("random.json");
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

  private static void assertMatches(Scenario scenario) {
    Machine machine = new Machine(MachineConfig.ample());
    ScenarioResult result = ScenarioRunner.run(scenario, machine);

    assertThat(ScenarioCheck.firstDifference(scenario, ResultJson.of(scenario, result))).isNull();
    assertThat(machine.violations()).isEmpty();
  }
}
