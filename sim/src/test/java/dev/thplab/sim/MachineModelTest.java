package dev.thplab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Drives a small machine with random operations and recounts its books again and again. The number
/// of operations, over all profiles and seeds, is the system property `thplab.model.operations`;
/// the books are recounted after every `thplab.model.check`th.
class MachineModelTest {
  private static final int OPERATIONS = Integer.getInteger("thplab.model.operations", 150_000);
  private static final int CHECK_EVERY = Integer.getInteger("thplab.model.check", 23);

  /// Operations on one machine, which keeps what is left of every process.
  private static final int LIFETIME = 10_000;

  private static final List<KernelProfile> PROFILES = List.of(KernelProfile.values());
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);

  private static Machine smallMachine(KernelProfile profile) {
    return new Machine(MachineConfig.ample().withMemoryBytes(64L << 20).withKernelProfile(profile));
  }

  static Stream<Arguments> profilesAndSeeds() {
    return PROFILES.stream()
        .flatMap(profile -> SEEDS.stream().map(seed -> Arguments.of(profile, seed)));
  }

  @ParameterizedTest
  @MethodSource("profilesAndSeeds")
  void keepsItsBooksUnderRandomOperations(KernelProfile profile, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int steps = OPERATIONS / (PROFILES.size() * SEEDS.size());
    for (int done = 0; done < steps; done += LIFETIME) {
      liveAndDie(smallMachine(profile), random, Math.min(LIFETIME, steps - done));
    }
  }

  private static void liveAndDie(Machine machine, SplittableRandom random, int steps) {
    RandomOperations operations = new RandomOperations(machine);
    for (int step = 0; step < steps; step++) {
      String operation = operations.step(random);
      if (step % CHECK_EVERY == 0) {
        assertThat(machine.violations()).as("step %d: %s", step, operation).isEmpty();
      }
    }
    operations.exitAll();
    assertThat(machine.violations()).isEmpty();
    assertThat(machine.kernel().rssPages()).isZero();
    assertThat(machine.kernel().memory().pageTablePages()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aCopyIsIndependentAndGoesOnAlike(KernelProfile profile) {
    long seed = 11L + profile.ordinal();
    SplittableRandom random = new SplittableRandom(seed);
    Machine machine = smallMachine(profile);
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
