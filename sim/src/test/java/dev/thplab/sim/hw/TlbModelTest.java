package dev.thplab.sim.hw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs [Tlb] and [NaiveTlb] side by side on random operations: lookups, fills after a miss and out
/// of the blue, every kind of flush, and copies taken in mid-run.
final class TlbModelTest {
  private static final int OPERATIONS = 40_000;
  private static final int ASIDS = 3;
  private static final long REGION = 0x5555_4000_0000L;
  private static final int REGION_BYTES = 16 << 20;

  static List<CpuModel> geometries() {
    return List.of(
        // As on Intel: first level by size, second shared, sets a power of two or not.
        cpu("split-shared", TlbGeometry.of(8, 2), TlbGeometry.of(4, 4), TlbGeometry.of(48, 12)),
        cpu("odd-sets", TlbGeometry.of(12, 4), TlbGeometry.of(3, 1), TlbGeometry.of(45, 9)),
        // 2 MiB pages in half of the ways of the second level.
        cpu("halves", TlbGeometry.of(6, 6), TlbGeometry.of(4, 2), new TlbGeometry(64, 16, 8)),
        cpu("halves-of-8", TlbGeometry.of(7, 7), TlbGeometry.of(2, 2), new TlbGeometry(24, 8, 3)),
        // One first level for both sizes, of more ways than are packed into words.
        cpu("shared", TlbGeometry.fullyAssociative(20), null, TlbGeometry.of(50, 5)),
        cpu("many-ways", TlbGeometry.of(8, 8), null, new TlbGeometry(72, 24, 10)),
        // Everything apart.
        new CpuModel(
            "apart",
            TlbGeometry.of(5, 1),
            TlbGeometry.of(2, 1),
            TlbGeometry.of(26, 13),
            TlbGeometry.of(6, 3),
            1,
            WalkCacheGeometry.CHAMPSIM,
            1,
            1));
  }

  private static CpuModel cpu(String name, TlbGeometry l1, TlbGeometry l1Huge, TlbGeometry l2) {
    return new CpuModel(name, l1, l1Huge, l2, null, 1, WalkCacheGeometry.CHAMPSIM, 1, 1);
  }

  private final boolean[][] huge = new boolean[ASIDS][REGION_BYTES >> 21];

  @ParameterizedTest
  @MethodSource("geometries")
  void doesWhatTheNaiveTlbDoes(CpuModel cpu) {
    var random = new SplittableRandom(20_25);
    Tlb tlb = new Tlb(cpu);
    NaiveTlb naive = new NaiveTlb(cpu);
    for (int i = 0; i < OPERATIONS; i++) {
      step(tlb, naive, random, i);
      if (i % 97 == 0) {
        assertThat(entries(tlb)).as("entries after operation %d", i).isEqualTo(naive.entries());
      }
      if (i % 5_003 == 0) {
        Tlb original = tlb;
        Set<String> before = entries(original);
        tlb = original.copy();
        original.flushAll();
        assertThat(entries(tlb)).as("entries of the copy").isEqualTo(before);
      }
    }
    assertThat(tlb.accesses()).isEqualTo(naive.accesses);
    assertThat(tlb.l1Misses()).isEqualTo(naive.l1Misses);
    assertThat(tlb.l2Misses()).isEqualTo(naive.l2Misses);
    assertThat(naive.l2Misses).isBetween(naive.accesses / 50, naive.accesses * 49 / 50);
  }

  private void step(Tlb tlb, NaiveTlb naive, SplittableRandom random, int i) {
    int asid = random.nextInt(ASIDS);
    // Half of the addresses are in 24 pages, so that hits are common at every level.
    int offset = random.nextInt(REGION_BYTES);
    if (random.nextBoolean()) {
      offset = random.nextInt(8) << 21 | random.nextInt(3) << 12;
    }
    long address = REGION + offset;
    int operation = random.nextInt(1000);
    if (operation < 960) {
      boolean write = random.nextInt(3) == 0;
      int expected = naive.lookup(asid, address, write);
      assertThat(tlb.lookup(asid, address, write)).as("lookup %d", i).isEqualTo(expected);
      if (expected == Tlb.MISS && random.nextInt(50) != 0) {
        boolean writable = write || random.nextBoolean();
        tlb.fill(asid, address, huge[asid][offset >> 21], writable);
        naive.fill(asid, address, huge[asid][offset >> 21], writable);
      }
    } else if (operation < 970) {
      boolean writable = random.nextBoolean();
      tlb.fill(asid, address, huge[asid][offset >> 21], writable);
      naive.fill(asid, address, huge[asid][offset >> 21], writable);
    } else if (operation < 980) {
      tlb.flushPage(asid, address);
      naive.flushPage(asid, address);
      assertThat(tlb.contains(asid, address)).isFalse();
    } else if (operation < 990) {
      // The kernel changes the size of a mapping only with a flush of all of it.
      long start = address & -1L << 21;
      tlb.flushRange(asid, start, start + (2 << 20));
      naive.flushRange(asid, start, start + (2 << 20));
      huge[asid][offset >> 21] ^= true;
    } else if (operation < 997) {
      long start = address & -4096;
      long end = start + (random.nextInt(1, 40) << 12);
      tlb.flushRange(asid, start, end);
      naive.flushRange(asid, start, end);
    } else if (operation < 999) {
      tlb.flushAsid(asid);
      naive.flushAsid(asid);
    } else {
      tlb.flushAll();
      naive.flushAll();
    }
    assertThat(tlb.contains(asid, address)).isEqualTo(naive.contains(asid, address));
  }

  private static Set<String> entries(Tlb tlb) {
    Set<String> entries = new TreeSet<>();
    Set<List<Object>> pages = new HashSet<>();
    tlb.forEachEntry((level, asid, start, huge, writable) -> {
      entries.add(NaiveTlb.describe(level, asid, start, huge, writable));
      assertThat(pages.add(List.of(level, asid, start, huge)))
          .as("one entry for 0x%x in level %d", start, level)
          .isTrue();
    });
    return entries;
  }
}
