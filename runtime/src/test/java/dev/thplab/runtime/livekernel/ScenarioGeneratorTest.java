package dev.thplab.runtime.livekernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioFile;
import dev.thplab.runtime.scenario.ScenarioRunner;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScenarioGeneratorTest {
  private static final Set<FuzzKind> ALL = EnumSet.allOf(FuzzKind.class);

  @Test
  void makesTheSameScenarioFromTheSameSeed() {
    for (int i = 0; i < 50; i++) {
      Draft draft = new ScenarioGenerator(7, ALL).draft(i);
      assertThat(new ScenarioGenerator(7, ALL).draft(i)).isEqualTo(draft);
    }
  }

  @Test
  void makesOtherScenariosFromOtherSeeds() {
    Draft draft = new ScenarioGenerator(7, ALL).draft(0);
    assertThat(new ScenarioGenerator(8, ALL).draft(0).ops()).isNotEqualTo(draft.ops());
  }

  @Test
  void usesOnlyWhatItMay() {
    ScenarioGenerator generator = new ScenarioGenerator(1, Set.of(FuzzKind.FORK));
    boolean forks = false;
    for (int i = 0; i < 50; i++) {
      for (Op op : generator.draft(i).ops()) {
        forks |= op instanceof Op.Fork;
        assertThat(op).isNotInstanceOfAny(Op.Mremap.class, Op.Mlock.class, Op.DropSlab.class);
      }
    }
    assertThat(forks).isTrue();
  }

  @Test
  void makesScenariosThatReadBackAsTheyWere() {
    for (int i = 0; i < 100; i++) {
      Scenario scenario = new ScenarioGenerator(3, ALL).draft(i).scenario();
      String text = "{\"format\":\"thp-oracle/1\",\"scenarios\":[%s]}".formatted(scenario.source());
      Scenario read = ScenarioFile.parse(text, "test").scenarios().getFirst();
      assertThat(read.ops()).isEqualTo(scenario.ops());
      assertThat(read.settings()).containsExactlyInAnyOrderElementsOf(scenario.settings());
    }
  }

  @Test
  void makesScenariosThatTheSimulatedMachineRuns() {
    for (int i = 0; i < 50; i++) {
      Scenario scenario = new ScenarioGenerator(5, ALL).draft(i).scenario();
      assertThat(ScenarioRunner.run(scenario).ops()).hasSameSizeAs(scenario.ops());
    }
  }
}
