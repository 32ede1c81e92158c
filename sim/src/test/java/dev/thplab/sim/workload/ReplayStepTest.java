package dev.thplab.sim.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.MachineState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Running a trace step by step, with copies on the way, comes out as running it at once.
class ReplayStepTest {
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
}
