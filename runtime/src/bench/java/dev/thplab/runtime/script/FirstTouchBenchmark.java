package dev.thplab.runtime.script;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.task.Task;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One first-touch fault of a base page: TLB miss, page walk, the question to the policy,
/// allocation, mapping, and its share of the munmap that frees the page again.
///
/// `js` and `java` are the same policy: base pages for VMAs below 8 GiB.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class FirstTouchBenchmark {
  private static final long BASE = 0x2000_0000_0000L;
  private static final int PAGES = 16_384;
  private static final String SOURCE =
      """
      import { ABSTAIN, DENY } from "thp";
      export const contract = "lab/1";
      export const options = { threshold: 2 ** 33 };
      export function getSuggestedOrder(q, options) {
        return q.vma.size < options.threshold ? DENY : ABSTAIN;
      }
      """;

  @Param({"none", "java", "js"})
  public String policy;

  private ScriptHost host;
  private ScriptPolicy.Hold hold = () -> {};
  private Machine machine;
  private Task task;
  private final long[] addresses = new long[PAGES];

  @Setup
  public void load() {
    host = new ScriptHost();
    machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", policy.equals("none") ? "never" : "always");
    switch (policy) {
      case "none" -> {}
      case "java" ->
          machine.attach(query -> query.vmaEnd - query.vmaStart < 1L << 33 ? 0 : query.offered);
      default -> machine.attach(script());
    }
    task = machine.spawn(0, "bench");
    for (int i = 0; i < PAGES; i++) {
      addresses[i] = BASE + ((long) i << 12);
    }
  }

  /// The policy, with this thread inside its context as `compare` has it.
  private ScriptPolicy script() {
    ScriptPolicy script = host.load(PolicyFile.of("bench.js", SOURCE));
    hold = script.hold();
    return script;
  }

  @TearDown
  public void close() {
    hold.close();
    host.close();
  }

  @Benchmark
  @OperationsPerInvocation(PAGES)
  public long touch() {
    machine.run(task);
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED;
    machine.calls().mmap(task.mm(), BASE, (long) PAGES << 12, 3, flags, true);
    long faults = machine.cpu().run(task.mm(), addresses, 0, PAGES, true);
    machine.calls().munmap(task.mm(), BASE, (long) PAGES << 12);
    return faults;
  }
}
