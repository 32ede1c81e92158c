package dev.thplab.sim.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.MachineState;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.workload.Replay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What generated programs do to a machine.
class GeneratedRunsTest {
  private static final long M = 1L << 20;

  private static Machine machine() {
    Machine machine = new Machine(MachineConfig.ample().withMemoryBytes(256 * M));
    machine.thpSysfs().write("enabled", "always");
    machine.thpSysfs().write("hugepages-64kB/enabled", "always");
    return machine;
  }

  private static Stream<GeneratedWorkload> small() {
    return Stream.of(
        Events.workload("sequential", Map.of("bytes", 5 * M, "passes", 1L)),
        Events.workload("strided", Map.of("bytes", 5 * M, "accesses", 20_000L, "fill", 1L)),
        Events.workload("zipf", Map.of("bytes", 9 * M, "accesses", 20_000L, "writes", 0.5)),
        Events.workload("pointer-chase", Map.of("bytes", 5 * M, "accesses", 20_000L)),
        Events.workload(
            "key-value",
            Map.of(
                "keys", 3_000L,
                "operations", 4_000L,
                "reads", 0.5,
                "churn", 0.5,
                "save-every", 1_000L,
                "save-for", 500L)),
        Events.workload(
            "jvm", Map.of("young", 2 * M, "old", 4 * M, "tlab", M / 4, "collections", 40L)),
        Events.workload("arena", Map.of("bytes", 16 * M, "operations", 1_000L, "keep", 16L)),
        Events.workload("balloon", Map.of("bytes", 16 * M, "cycles", 2L, "accesses", 5_000L)),
        Events.workload("process-storm", Map.of("processes", 30L)));
  }

  @Test
  void everyGeneratorIsRun() {
    assertEquals(
        Generator.all().stream().map(Generator::name).toList(),
        small().map(GeneratedWorkload::name).toList());
  }

  @ParameterizedTest
  @MethodSource("small")
  void theBooksOfTheMachineStayRight(GeneratedWorkload workload) {
    Machine machine = machine();
    Replay replay = new Replay(machine, workload, new InvariantCheck(100));
    replay.run(_ -> {});
    assertEquals(workload.length(), replay.position());
    assertEquals(0, replay.forbiddenAccesses());
    assertEquals(machine.kernel().faults().latency().count(), replay.faultsTaken());
    assertEquals(
        Generator.byName(workload.name()).operations().stream().sorted().toList(),
        replay.operations().byName().keySet().stream().sorted().toList());
  }

  /// A copy begins its stream anew and skips what was done.
  @ParameterizedTest
  @MethodSource("small")
  void aCopyInTheMiddleEndsInTheSameState(GeneratedWorkload workload) {
    Machine whole = machine();
    Replay atOnce = new Replay(whole, workload);
    atOnce.run(_ -> {});

    Machine first = machine();
    Replay replay = new Replay(first, workload);
    for (long i = 0; i < atOnce.done() / 2; i++) {
      assertTrue(replay.step());
    }
    Machine copy = first.copy();
    Replay copied = replay.on(copy);
    copied.run(_ -> {});
    assertEquals(List.of(), MachineState.of(whole).diff(MachineState.of(copy)));
    assertEquals(whole.clock().nowNs(), copy.clock().nowNs());
    assertFalse(copied.step());
    assertEquals(atOnce.done() / 2, replay.done());
  }

  /// One page: a fault and 64 accesses of 7 ns, and the cycles of the one walk.
  @Test
  void accessesTakeTheirTimeWithTheFaultAndTheTranslation() {
    Machine machine = new Machine(MachineConfig.ample());
    new Replay(
            machine,
            Events.workload("sequential", Map.of("bytes", 4096L, "passes", 1L, "access", 7L)))
        .run(_ -> {});
    assertEquals(64, machine.cpu().stats().accesses());
    assertEquals(1, machine.cpu().stats().walks());
    long walkNs = machine.config().cpu().cyclesToNs(machine.cpu().stats().walkCycles());
    assertEquals(
        machine.config().cost().writeFaultNs(0) + 64 * 7 + walkNs, machine.clock().nowNs());
  }

  /// While the child lives the parent's writes find shared pages and copy them.
  @Test
  void writesOfTheStoreCopyPagesWhileTheChildLives() {
    Map<String, Number> writes =
        Map.of("keys", 1_000L, "operations", 3_000L, "reads", 0.0, "save-for", 500L);
    Machine quiet = new Machine(MachineConfig.ample());
    new Replay(quiet, Events.workload("key-value", with(writes, "save-every", 0L))).run(_ -> {});
    assertEquals(0, quiet.kernel().faults().count(FaultKind.COW));

    Machine saving = new Machine(MachineConfig.ample());
    new Replay(saving, Events.workload("key-value", with(writes, "save-every", 1_000L)))
        .run(_ -> {});
    assertTrue(saving.kernel().faults().count(FaultKind.COW) > 0);
  }

  private static Map<String, Number> with(Map<String, Number> values, String name, Number value) {
    Map<String, Number> all = new HashMap<>(values);
    all.put(name, value);
    return all;
  }

  @Test
  void aValueOutOfBoundsOrTwoThatDoNotFitAreRefused() {
    assertEquals(
        "bytes (1) must be in [4096, 1099511627776]", refused("zipf", Map.of("bytes", 1L)));
    assertEquals(
        "theta (NaN) must be in [0.0, 10.0]", refused("zipf", Map.of("theta", Double.NaN)));
    assertEquals("unknown parameter 'x'", refused("zipf", Map.of("x", 1L)));
    assertEquals(
        "item (8192) must not exceed bytes (4096)",
        refused("zipf", Map.of("item", 8192L, "bytes", 4096L)));
    assertEquals(
        "save-for (10) must be less than save-every (10)",
        refused("key-value", Map.of("save-for", 10L, "save-every", 10L)));
    assertEquals("run (5000) must be a multiple of 4096", refused("arena", Map.of("run", 5000L)));
    assertEquals(
        "tlab (65536) must not exceed eden, 8/10 of young (32768)",
        refused("jvm", Map.of("young", 40_960L, "tlab", 65_536L)));
  }

  private static String refused(String name, Map<String, ? extends Number> values) {
    return assertThrows(IllegalArgumentException.class, () -> Events.workload(name, values))
        .getMessage();
  }
}
