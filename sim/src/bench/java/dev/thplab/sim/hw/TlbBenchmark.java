package dev.thplab.sim.hw;

import java.io.IOException;
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

/// One access through a bare TLB in C, through the TLB, and through the TLB and the
/// paging-structure caches; 10 M accesses over 4 GiB a pass.
///
/// What the whole simulator takes for the same streams is in `AccessBenchmark`. Compare rows of one
/// run; machines drift.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 1)
public class TlbBenchmark {
  private static final int ACCESSES = 10_000_000;
  private static final long FOOTPRINT_BYTES = 4L << 30;
  private static final int ASID = 1;

  @Param({"gups", "zipf", "mix", "seq"})
  public String stream;

  private long[] addresses;
  private BareTlb bareTlb;
  private final Tlb tlb = new Tlb(CpuModel.byName("ctlb"));
  private final PageWalkCache walkCache = new PageWalkCache(CpuModel.byName("ctlb"));

  @Setup
  public void generate() throws IOException, InterruptedException {
    addresses = AccessStreams.generate(stream, ACCESSES, FOOTPRINT_BYTES);
    bareTlb = new BareTlb(addresses);
  }

  @TearDown
  public void close() {
    bareTlb.close();
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long bareTlbInC() throws Throwable {
    return bareTlb.run();
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long tlb() {
    for (long address : addresses) {
      if (tlb.lookup(ASID, address, true) == Tlb.MISS) {
        tlb.fill(ASID, address, false, true);
      }
    }
    return tlb.l2Misses();
  }

  @Benchmark
  @OperationsPerInvocation(ACCESSES)
  public long tlbAndWalkCache() {
    long refs = 0;
    for (long address : addresses) {
      if (tlb.lookup(ASID, address, true) == Tlb.MISS) {
        refs += walkCache.walkRefs(ASID, address, false);
        tlb.fill(ASID, address, false, true);
      }
    }
    return refs;
  }
}
