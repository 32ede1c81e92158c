package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Over every recorded scenario, decisions account for each large folio that faults and collapses
/// made, and none has an order that was lost or never offered.
final class ScenarioDecisionsTest {
  private final long[] allocated = new long[10];
  private long collapsed;

  static Stream<Named<Scenario>> scenarios() {
    return Stream.concat(RecordedScenariosTest.golden(), RecordedScenariosTest.random());
  }

  private void count(Decision decision) {
    if (decision.allocated) {
      allocated[decision.obtained]++;
    }
    if (!decision.type.inPageFault() && decision.obtained == 9) {
      collapsed++;
    }
    if (decision.obtained > 0 && !"shmem".equals(decision.result)) {
      int left = decision.offered & ~decision.lost();
      assertThat(left >> decision.obtained & 1).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void accountsForEveryFolio(Scenario scenario) {
    Machine machine = new Machine(MachineConfig.ample());
    machine.explainTo(this::count);
    ScenarioRunner.run(scenario, machine);

    Counters counters = machine.kernel().counters();
    assertThat(allocated[9]).isEqualTo(counters.get(VmEvent.THP_FAULT_ALLOC));
    for (int order = 2; order <= 9; order++) {
      assertThat(allocated[order]).isEqualTo(counters.get(order, MthpStat.ANON_FAULT_ALLOC));
    }
    assertThat(collapsed).isLessThanOrEqualTo(counters.get(VmEvent.THP_COLLAPSE_ALLOC));
  }
}
