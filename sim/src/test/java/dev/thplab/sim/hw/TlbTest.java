package dev.thplab.sim.hw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hand-worked cases on a TLB small enough to follow: first level 2 entries for 4 KiB and 1 for 2
/// MiB, second level 4 entries in 2 sets for both.
final class TlbTest {
  private static final int ASID = 1;
  private static final long HUGE = 2L << 20;

  private final Tlb tlb =
      new Tlb(
          new CpuModel(
              "small",
              TlbGeometry.fullyAssociative(2),
              TlbGeometry.fullyAssociative(1),
              TlbGeometry.of(4, 2),
              null,
              1,
              WalkCacheGeometry.CHAMPSIM,
              1,
              1));

  private static long page(int number) {
    return (long) number << 12;
  }

  private int read(int number) {
    return access(page(number), false, false);
  }

  private int access(long address, boolean write, boolean huge) {
    int result = tlb.lookup(ASID, address, write);
    if (result == Tlb.MISS) {
      tlb.fill(ASID, address, huge, write);
    }
    return result;
  }

  @Test
  void aPageThatLeftTheFirstLevelIsFoundInTheSecond() {
    assertThat(read(0)).isEqualTo(Tlb.MISS);
    assertThat(read(1)).isEqualTo(Tlb.MISS);
    // Page 2 takes the place of page 0 in the first level; in the second, 0 and 2 share set 0.
    assertThat(read(2)).isEqualTo(Tlb.MISS);
    // Page 0 comes back over page 1, the least recent of 1 and 2.
    assertThat(read(0)).isEqualTo(Tlb.L2_HIT);
    assertThat(read(2)).isEqualTo(Tlb.L1_HIT);
    assertThat(read(1)).isEqualTo(Tlb.L2_HIT);
    assertThat(tlb.accesses()).isEqualTo(6);
    assertThat(tlb.l1Misses()).isEqualTo(5);
    assertThat(tlb.l2Misses()).isEqualTo(3);
  }

  @Test
  void aHitInTheFirstLevelDoesNotRefreshTheSecond() {
    // 0, 2 and 4 share set 0 of the second level, which holds two.
    read(0);
    read(2);
    // A first-level hit: the second level still counts 0 as its least recent.
    assertThat(read(0)).isEqualTo(Tlb.L1_HIT);
    assertThat(read(4)).isEqualTo(Tlb.MISS);
    // 0 stays in the first level (0 and 4), and is gone from the second (2 and 4).
    assertThat(read(0)).isEqualTo(Tlb.L1_HIT);
    assertThat(read(2)).isEqualTo(Tlb.L2_HIT);
    assertThat(read(4)).isEqualTo(Tlb.L2_HIT);
    assertThat(read(0)).isEqualTo(Tlb.MISS);
  }

  @Test
  void aWriteThroughAReadOnlyEntryMissesAndReplacesItInPlace() {
    read(0);
    read(1);
    assertThat(tlb.lookup(ASID, page(0), true)).isEqualTo(Tlb.MISS);
    tlb.fill(ASID, page(0), false, true);
    assertThat(entries())
        .containsExactlyInAnyOrder("L1 0 rw", "L1 4096 ro", "L2 0 rw", "L2 4096 ro");
    assertThat(access(page(0), true, false)).isEqualTo(Tlb.L1_HIT);
    assertThat(read(1)).isEqualTo(Tlb.L1_HIT);
    // Twice in a row: the second write must not trust that the first one hit.
    assertThat(tlb.lookup(ASID, page(1), true)).isEqualTo(Tlb.MISS);
    assertThat(tlb.lookup(ASID, page(1), true)).isEqualTo(Tlb.MISS);
  }

  @Test
  void theSecondLevelHandsItsPermissionDown() {
    access(page(0), true, false);
    read(1);
    read(3);
    // Page 0 left the first level; it comes back writable.
    assertThat(access(page(0), true, false)).isEqualTo(Tlb.L2_HIT);
    assertThat(entries()).contains("L1 0 rw");
  }

  @Test
  void oneHugeEntryServesTwoMebibytes() {
    assertThat(access(HUGE, false, true)).isEqualTo(Tlb.MISS);
    assertThat(access(HUGE + 0x1f_f000, false, true)).isEqualTo(Tlb.L1_HIT);
    // The one 2 MiB entry of the first level goes to the next huge page.
    assertThat(access(2 * HUGE, false, true)).isEqualTo(Tlb.MISS);
    assertThat(access(HUGE + 0x5000, false, true)).isEqualTo(Tlb.L2_HIT);
    // 4 KiB pages do not take it.
    read(0);
    read(1);
    read(2);
    assertThat(access(HUGE, false, true)).isEqualTo(Tlb.L1_HIT);
  }

  @Test
  void addressSpacesAreTagged() {
    read(0);
    assertThat(tlb.lookup(2, page(0), false)).isEqualTo(Tlb.MISS);
    tlb.fill(2, page(0), false, false);
    tlb.flushAsid(1);
    assertThat(tlb.contains(1, page(0))).isFalse();
    assertThat(tlb.contains(2, page(0))).isTrue();
  }

  @Test
  void aFlushedWayIsTakenFirst() {
    read(0);
    read(1);
    tlb.flushPage(ASID, page(1));
    // Page 2 takes the way of page 1 although page 0 is older.
    read(2);
    assertThat(read(0)).isEqualTo(Tlb.L1_HIT);
    assertThat(read(2)).isEqualTo(Tlb.L1_HIT);
    assertThat(read(1)).isEqualTo(Tlb.MISS);
  }

  @Test
  void flushingAPageDropsTheHugeEntryAroundIt() {
    access(HUGE, true, true);
    tlb.flushPage(ASID, HUGE + 0x3000);
    assertThat(tlb.contains(ASID, HUGE)).isFalse();
  }

  @Test
  void aFlushOfMoreThan33PagesDropsTheAddressSpace() {
    read(1000);
    tlb.flushRange(ASID, page(0), page(33));
    assertThat(tlb.contains(ASID, page(1000))).isTrue();
    tlb.flushRange(ASID, page(0), page(34));
    assertThat(tlb.contains(ASID, page(1000))).isFalse();
  }

  @Test
  void aFlushWithTheStrideOfHugePagesCountsHugePages() {
    read(1000);
    access(4 * HUGE, false, true);
    // Two huge pages, of which the range touches the second with its last byte.
    tlb.flushRange(ASID, 3 * HUGE + 4096, 4 * HUGE + 1, 21);
    assertThat(tlb.contains(ASID, 4 * HUGE)).isFalse();
    assertThat(tlb.contains(ASID, page(1000))).isTrue();
  }

  @Test
  void hitAgainCountsAccessesThatHit() {
    read(0);
    tlb.hitAgain(41);
    assertThat(tlb.accesses()).isEqualTo(42);
    assertThat(tlb.l1Misses()).isEqualTo(1);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    read(0);
    read(1);
    Tlb copy = tlb.copy();
    read(2);
    assertThat(copy.lookup(ASID, page(0), false)).isEqualTo(Tlb.L1_HIT);
    assertThat(copy.accesses()).isEqualTo(3);
    assertThat(tlb.contains(ASID, page(2))).isTrue();
    assertThat(copy.contains(ASID, page(2))).isFalse();
  }

  @Test
  void refusesAddressesAndAddressSpacesItCannotTag() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tlb.fill(ASID, 1L << 48, false, true))
        .withMessageContaining("0x1000000000000");
    assertThatIllegalArgumentException().isThrownBy(() -> tlb.fill(1 << 25, 0, false, true));
    assertThatIllegalArgumentException().isThrownBy(() -> tlb.fill(-1, 0, true, true));
    int last = (1 << 25) - 1;
    tlb.fill(last, (1L << 48) - 1, false, true);
    assertThat(tlb.lookup(last, (1L << 48) - 4096, true)).isEqualTo(Tlb.L1_HIT);
    assertThat(entries()).contains("L1 281474976706560 rw");
  }

  private List<String> entries() {
    List<String> entries = new ArrayList<>();
    tlb.forEachEntry((level, asid, start, huge, writable) ->
        entries.add("L" + level + " " + start + (writable ? " rw" : " ro")));
    return entries;
  }
}
