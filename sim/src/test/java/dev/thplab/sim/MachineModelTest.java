package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Drives a small machine with random operations and recounts its books again and again. The number
/// of operations is the system property `thplab.model.operations`.
class MachineModelTest {
  private static final int OPERATIONS = Integer.getInteger("thplab.model.operations", 100_000);
  private static final int SEEDS = 5;

  private static Machine smallMachine() {
    return new Machine(MachineConfig.ample().withMemoryBytes(64L << 20));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsItsBooksUnderRandomOperations(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Machine machine = smallMachine();
    RandomOperations operations = new RandomOperations(machine);
    for (int step = 0; step < OPERATIONS / SEEDS; step++) {
      String operation = operations.step(random);
      if (step % 23 == 0) {
        assertThat(machine.violations()).as("seed %d step %d: %s", seed, step, operation).isEmpty();
      }
    }
    operations.exitAll();
    assertThat(machine.violations()).isEmpty();
    assertThat(machine.kernel().rssPages()).isZero();
    assertThat(machine.kernel().memory().pageTablePages()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void aCopyIsIndependentAndGoesOnAlike(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Machine machine = smallMachine();
    RandomOperations operations = new RandomOperations(machine);
    for (int round = 0; round < 30; round++) {
      for (int step = 0; step < 200; step++) {
        operations.step(random);
      }
      Machine copy = machine.copy();
      RandomOperations alike = new RandomOperations(operations, copy);
      List<String> before = describe(copy);
      SplittableRandom sameRandom = new SplittableRandom(seed + round);
      for (int step = 0; step < 100; step++) {
        operations.step(sameRandom);
      }

      assertThat(describe(copy)).isEqualTo(before);
      assertThat(copy.violations()).isEmpty();
      sameRandom = new SplittableRandom(seed + round);
      for (int step = 0; step < 100; step++) {
        alike.step(sameRandom);
      }
      assertThat(describe(copy)).isEqualTo(describe(machine));
    }
  }

  /// Everything that a user can see of a machine, as lines.
  private static List<String> describe(Machine machine) {
    List<String> lines = new ArrayList<>();
    machine.kernel().counters().forEach(true, (name, value) -> lines.add(name + " " + value));
    for (int order = 0; order <= 10; order++) {
      lines.add("free " + order + " " + machine.kernel().memory().buddy().freeBlocks(order));
    }
    lines.add("clock " + machine.clock().nowNs() + " walks " + machine.cpu().stats().walkCycles());
    for (Task task : machine.tasks()) {
      lines.add("task %d %s".formatted(task.pid(), task.hasExited()));
      task.account().counters().forEach(false, (name, value) -> lines.add(name + " " + value));
      if (!task.hasExited()) {
        describe(machine, task.mm(), lines);
      }
    }
    return lines;
  }

  private static void describe(Machine machine, Mm mm, List<String> lines) {
    PageWalk walk = machine.calls().walk(mm);
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      lines.add("vma %x-%x %x".formatted(vma.start(), vma.end(), vma.flags()));
      for (long address = vma.start(); address < vma.end(); address += 4096) {
        walk.at(address);
        if (walk.kind() != PageWalk.Kind.NONE) {
          lines.add(
              "%x %s %d %d %s %s"
                  .formatted(
                      address,
                      walk.kind(),
                      walk.order(),
                      walk.pfn(),
                      walk.isPmdMapped(),
                      walk.isExclusive()));
        }
      }
    }
  }
}
