package dev.thplab.sim.hw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the TLB against a bare two-level TLB in C, and against two independent codes of a fully
/// associative LRU, over ten million accesses to 4 GiB: the miss counts must be equal.
final class TlbStreamsTest {
  private static final int ACCESSES = 10_000_000;
  private static final long FOOTPRINT_BYTES = 4L << 30;
  private static final int ASID = 7;

  @ParameterizedTest
  @CsvSource({
    "gups, 9999369, 9985396, 9999369, 9985392",
    "zipf, 8231031, 5844871, 8231024, 5844712",
    "mix,  6264091, 5100398, 6264088, 5100304",
    "seq,    19532,   19532,   19532,   19532",
  })
  void missesAsOftenAsTheBareTlbInC(
      String kind, long coldL1, long coldL2, long secondL1, long secondL2) {
    long[] addresses = AccessStreams.generate(kind, ACCESSES, FOOTPRINT_BYTES);
    Tlb tlb = new Tlb(CpuModel.byName("ctlb"));

    run(tlb, addresses);
    assertThat(tlb.accesses()).isEqualTo(ACCESSES);
    assertThat(tlb.l1Misses()).isEqualTo(coldL1);
    assertThat(tlb.l2Misses()).isEqualTo(coldL2);

    run(tlb, addresses);
    assertThat(tlb.accesses()).isEqualTo(2L * ACCESSES);
    assertThat(tlb.l1Misses() - coldL1).isEqualTo(secondL1);
    assertThat(tlb.l2Misses() - coldL2).isEqualTo(secondL2);
  }

  @ParameterizedTest
  @CsvSource({"gups, 9985284", "zipf, 5844227", "mix, 5100385", "seq, 19532"})
  void missesAsOftenAsAFullyAssociativeLru(String kind, long misses) {
    long[] addresses = AccessStreams.generate(kind, ACCESSES, FOOTPRINT_BYTES);
    CpuModel ctlb = CpuModel.byName("ctlb");
    Tlb tlb =
        new Tlb(
            new CpuModel(
                "fully-associative",
                TlbGeometry.fullyAssociative(1536),
                null,
                ctlb.l2(),
                null,
                0,
                ctlb.walkCache(),
                0,
                1));

    run(tlb, addresses);
    assertThat(tlb.l1Misses()).isEqualTo(misses);
  }

  private static void run(Tlb tlb, long[] addresses) {
    for (long address : addresses) {
      if (tlb.lookup(ASID, address, true) == Tlb.MISS) {
        tlb.fill(ASID, address, false, true);
      }
    }
  }
}
