package dev.thplab.runtime.livekernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.scenario.Op;
import dev.thplab.runtime.scenario.Scenario;
import dev.thplab.runtime.scenario.ScenarioFile;
import dev.thplab.runtime.scenario.ScenarioRunner;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.MmapFlags;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ScenarioGeneratorTest {
  private static final Set<FuzzKind> ALL = EnumSet.allOf(FuzzKind.class);
  private static final int SCENARIOS = 500;

  private static final List<Advice> ADVICE =
      List.of(
          Advice.HUGEPAGE,
          Advice.NOHUGEPAGE,
          Advice.DONTNEED,
          Advice.DONTNEED_LOCKED,
          Advice.FREE,
          Advice.COLD,
          Advice.PAGEOUT,
          Advice.COLLAPSE,
          Advice.POPULATE_READ,
          Advice.POPULATE_WRITE,
          Advice.GUARD_INSTALL,
          Advice.GUARD_REMOVE,
          Advice.DONTFORK,
          Advice.WIPEONFORK);

  private static final Map<Integer, String> FLAGS =
      Map.of(
          MmapFlags.MAP_STACK, "stack",
          MmapFlags.MAP_GROWSDOWN, "growsdown",
          MmapFlags.MAP_POPULATE, "populate",
          MmapFlags.MAP_LOCKED, "locked",
          MmapFlags.MAP_NORESERVE, "noreserve",
          MmapFlags.MAP_SHARED, "shared",
          MmapFlags.MAP_FIXED, "overwrite");

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

  /// Each behaviour that the kernel treats in its own way comes up in at least one scenario of a
  /// hundred.
  @Test
  void usesItsWholeVocabulary() {
    Map<String, Integer> uses = new TreeMap<>();
    for (int i = 0; i < SCENARIOS; i++) {
      Draft draft = new ScenarioGenerator(11, ALL).draft(i);
      Set<String> used = new TreeSet<>();
      note(used, draft.ops(), "");
      if (used.contains("khugepaged_wait")) {
        draft
            .settings()
            .forEach((path, value) -> {
              if (path.startsWith("hugepages-")
                  && !path.contains("2048")
                  && !value.equals("never")) {
                used.add("khugepaged_wait beside other sizes");
              }
            });
      }
      used.forEach(use -> uses.merge(use, 1, Integer::sum));
    }
    List<String> expected = new ArrayList<>();
    for (Advice advice : ADVICE) {
      expected.add(advice.text());
    }
    expected.addAll(
        List.of("touch", "touchlist", "munmap", "mprotect", "mlock", "drop_slab", "fill", "reap"));
    expected.addAll(
        List.of("stack", "growsdown", "populate", "locked", "noreserve", "shared", "overwrite"));
    expected.addAll(
        List.of(
            "fork in fork",
            "mremap that grows",
            "mremap that shrinks",
            "mremap that moves",
            "prctl 1 0",
            "prctl 1 2",
            "prctl 0 0",
            "free, then write",
            "free, then pageout",
            "khugepaged_wait beside other sizes",
            "shared and collapse",
            "shared and khugepaged_wait",
            "shared and pageout"));
    assertThat(uses).containsKeys(expected.toArray(String[]::new));
    for (String use : expected) {
      assertThat(uses.get(use)).as(use).isGreaterThanOrEqualTo(SCENARIOS / 100);
    }
  }

  private static void note(Set<String> used, List<Op> ops, String around) {
    for (int i = 0; i < ops.size(); i++) {
      Op op = ops.get(i);
      used.add(op.name());
      switch (op) {
        case Op.Madvise(_, _, Advice advice) -> {
          used.add(advice.text());
          if (advice == Advice.FREE && i + 1 < ops.size()) {
            if (ops.get(i + 1) instanceof Op.TouchList list && list.write()) {
              used.add("free, then write");
            }
            if (ops.get(i + 1) instanceof Op.Madvise next && next.advice() == Advice.PAGEOUT) {
              used.add("free, then pageout");
            }
          }
        }
        case Op.Mmap mmap ->
            FLAGS.forEach((bit, name) -> {
              if ((mmap.flags() & bit) != 0) {
                used.add(name);
              }
            });
        case Op.Mremap mremap -> {
          if (mremap.newLengthBytes() > mremap.lengthBytes()) {
            used.add("mremap that grows");
          } else if (mremap.newLengthBytes() < mremap.lengthBytes()) {
            used.add("mremap that shrinks");
          }
          if (mremap.newAddress() != 0) {
            used.add("mremap that moves");
          }
        }
        case Op.PrctlThpDisable(long value, long flags) -> used.add("prctl " + value + " " + flags);
        case Op.Fork(List<Op> child) -> {
          if (around.equals("fork")) {
            used.add("fork in fork");
          }
          note(used, child, "fork");
        }
        default -> {}
      }
    }
    if (used.contains("shared")) {
      for (String other : List.of("collapse", "khugepaged_wait", "pageout")) {
        if (used.contains(other)) {
          used.add("shared and " + other);
        }
      }
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
