package dev.thplab.sim;

import dev.thplab.sim.hw.AccessStreams;
import dev.thplab.sim.hw.CpuModel;
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
import org.openjdk.jmh.annotations.Warmup;

/// One access of the whole simulator: TLB, page walk with its caches, page table, and the fault
/// where it is the first; 10 M accesses over 4 GiB a pass. The first pass takes the faults, later
/// ones find the pages mapped.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 1)
public class AccessBenchmark {
  private static final int ACCESSES = 10_000_000;
  private static final long FOOTPRINT_BYTES = 4L << 30;
  private static final long BASE = 0x7f00_0000_0000L;

  @Param({"gups", "zipf", "mix", "seq"})
  public String stream;

  @Param({"never", "always"})
  public String enabled;

  private long[] addresses;
  private Machine machine;
  private Task task;

  @Setup
  public void map() {
    addresses = AccessStreams.generate(stream, ACCESSES, FOOTPRINT_BYTES);
    machine = new Machine(MachineConfig.ample().withCpu(CpuModel.byName("ctlb")));
    machine.thpSysfs().write("enabled", enabled);
    task = machine.spawn(0, "bench");
    machine.run(task);
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED;
    machine.calls().mmap(task.mm(), BASE, FOOTPRINT_BYTES, 3, flags, true);
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long pass() {
    return machine.cpu().run(task.mm(), addresses, 0, ACCESSES, true);
  }
}
