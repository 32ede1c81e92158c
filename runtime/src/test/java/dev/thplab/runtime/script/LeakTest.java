package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.Scope;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import org.junit.jupiter.api.Test;

/// Policies that come and go leave nothing behind.
///
/// `mvn -Pleaks -pl runtime -am test` does it ten thousand times.
class LeakTest {
  private static final int CYCLES = Integer.getInteger("thplab.leak.cycles", 100);

  /// When measuring begins: classes are loaded, and what is called often is compiled.
  private static final int WARM = CYCLES / 10;

  /// A context takes more than a megabyte, and a cycle makes three. What grows with the cycles are
  /// two lists of the engine, `loadedRoots` and `executedRoots` of its `InstrumentationHandler`:
  /// weak references, dead ones too until a list is full.
  private static final long HEAP_BYTES_PER_CYCLE = 5_000;

  /// A class takes more than a kilobyte.
  private static final long METASPACE_BYTES_PER_CYCLE = 500;

  /// What the compiler holds comes and goes by so much.
  private static final long SOME_BYTES = 32 << 20;

  private record Used(long heapBytes, long metaspaceBytes) {
    /// What is in use after collections, which may be at work on what the compiler holds.
    static Used now() {
      long heapBytes = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        System.gc();
        heapBytes =
            Math.min(heapBytes, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      }
      return new Used(heapBytes, metaspace().getUsage().getUsed());
    }

    private static MemoryPoolMXBean metaspace() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals("Metaspace"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void nothingIsLeftOfPoliciesThatAreGone() {
    try (ScriptHost host = new ScriptHost()) {
      Machine machine = new Machine(MachineConfig.ample());
      for (int i = 0; i < WARM; i++) {
        cycle(host, machine, i);
      }
      Used before = Used.now();
      for (int i = WARM; i < CYCLES; i++) {
        cycle(host, machine, i);
      }
      Used after = Used.now();

      System.getLogger(LeakTest.class.getName())
          .log(Level.INFO, "{0} cycles: {1}; {2} cycles: {3}", WARM, before, CYCLES, after);
      int cycles = CYCLES - WARM;
      assertThat(after.heapBytes - before.heapBytes)
          .isLessThan(SOME_BYTES + cycles * HEAP_BYTES_PER_CYCLE);
      assertThat(after.metaspaceBytes - before.metaspaceBytes)
          .isLessThan(SOME_BYTES + cycles * METASPACE_BYTES_PER_CYCLE);
    }
  }

  private static PolicyFile text(String file, int number) {
    return PolicyFile.of(
        file,
        """
        import { ABSTAIN } from "thp";
        export const contract = "lab/1";
        export const maps = { seen: { type: "hash", entries: 8 } };
        const kept = [];
        export function getSuggestedOrder(q, options, maps) {
          kept.push({ number: %d, text: q.task.comm + q.nowNs });
          maps.seen.set(q.vma.start, %d);
          return ABSTAIN;
        }
        """
            .formatted(number, number));
  }

  /// Attaches a policy, updates its link, loads it again with a changed text, and detaches it, with
  /// a question to each. No two texts are the same.
  private static void cycle(ScriptHost host, Machine machine, int i) {
    ScriptPolicy first = host.load(text("a.js", 3 * i));
    int link = machine.attach(first);
    ask(first);
    ScriptPolicy second = host.load(text("b.js", 3 * i + 1));
    machine.update(link, Scope.GLOBAL, second);
    first.close();
    ask(second);
    new HotReload(host).apply(machine, text("b.js", 3 * i + 2));
    ScriptPolicy third = ScriptPolicy.behind(machine.attachments().find(link).policy());
    ask(third);
    machine.detach(link);
    third.close();
  }

  private static void ask(ScriptPolicy policy) {
    policy.allowedOrders(Policies.fault());
    assertThat(policy.failures()).isEmpty();
  }
}
