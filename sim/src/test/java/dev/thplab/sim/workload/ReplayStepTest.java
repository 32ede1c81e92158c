package dev.thplab.sim.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.MachineState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Running a trace step by step, with copies on the way, comes out as running it at once.
class ReplayStepTest {
  private static final long MS = 1_000_000;
  private static final Path REDIS = Path.of("../scripts/traces/redis.thpt.gz");

  private static Machine machine() {
    Machine machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", "always");
    return machine;
  }

  @Test
  void aCopyInTheMiddleEndsInTheSameState() throws IOException {
    Trace trace = Trace.read(REDIS);
    Machine whole = machine();
    new Replay(whole, trace).run(_ -> {});

    Machine first = machine();
    Replay replay = new Replay(first, trace);
    for (int i = 0; i < trace.events().size() / 2; i++) {
      assertTrue(replay.step());
    }
    Machine copy = first.copy();
    Replay copied = replay.on(copy);
    assertEquals(replay.done(), copied.done());
    copied.run(_ -> {});

    assertEquals(List.of(), MachineState.of(whole).diff(MachineState.of(copy)));
    assertFalse(copied.step());
    assertEquals(trace.events().size() / 2, replay.done());
    replay.run(_ -> {});
    assertEquals(List.of(), MachineState.of(whole).diff(MachineState.of(first)));
  }

  /// The second program finds the first one's pids taken and gets others; its own counters are the
  /// same as alone.
  @Test
  void twoRunsOnOneMachineDoNotMixTheirProcesses() throws IOException {
    Trace trace = Trace.read(REDIS);
    Machine alone = machine();
    Replay single = new Replay(alone, trace);
    single.run(_ -> {});

    Machine machine = machine();
    Replay first = new Replay(machine, trace);
    Replay second = new Replay(machine, trace);
    while (first.step()) {
      assertTrue(second.step());
    }
    assertFalse(second.step());
    assertEquals(single.faultsTaken(), first.faultsTaken());
    assertEquals(single.faultsTaken(), second.faultsTaken());
    assertEquals(2 * alone.tasks().size(), machine.tasks().size());
  }

  /// A sleep of 10 ms from 0 on, cut at 4 ms; then another program's second passes, which the sleep
  /// does not make longer.
  @Test
  void aSleepWaitsForWhatElseHappens() throws IOException {
    String text = "# {\"format\": \"thpt/1\"}\nC 1\nT 10\nexit\n";
    Trace trace = Trace.read("sleep", new ByteArrayInputStream(text.getBytes(UTF_8)));
    Machine machine = machine();
    Replay replay = new Replay(machine, trace);
    assertTrue(replay.step());
    assertTrue(replay.step(() -> false, 4 * MS));
    assertEquals(4 * MS, machine.clock().nowNs());
    assertEquals(10 * MS, replay.timeNs());

    machine.advanceTo(6 * MS);
    Replay copied = replay.on(machine.copy());
    assertTrue(replay.step());
    assertEquals(10 * MS, machine.clock().nowNs());
    assertTrue(copied.step());
    assertEquals(10 * MS, copied.timeNs());

    Machine late = machine();
    Replay other = new Replay(late, trace);
    assertTrue(other.step());
    assertTrue(other.step(() -> false, 4 * MS));
    late.advanceTo(1_000 * MS);
    assertTrue(other.step());
    assertEquals(1_000 * MS, late.clock().nowNs());
  }
}
