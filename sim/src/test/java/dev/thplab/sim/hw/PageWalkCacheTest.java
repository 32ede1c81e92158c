package dev.thplab.sim.hw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Hand-worked walks, and a naive model of three LRU lists a level on random ones.
final class PageWalkCacheTest {
  private static final long GIB = 1L << 30;
  private static final long MIB_2 = 2L << 20;
  private static final long GIB_512 = 1L << 39;

  private final PageWalkCache cache = new PageWalkCache(CpuModel.byName("skylake"));

  @Test
  void aWalkReadsOnlyTheLevelsBelowTheDeepestCachedOne() {
    // Nothing is cached: PML4E, PDPTE, PDE, PTE.
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(4);
    // Same 2 MiB: the PDE is cached, the PTE is read.
    assertThat(cache.walkRefs(1, 0x1000, false)).isEqualTo(1);
    // Next 2 MiB of the same GiB: PDE and PTE.
    assertThat(cache.walkRefs(1, MIB_2, false)).isEqualTo(2);
    // Next GiB of the same 512 GiB: PDPTE, PDE, PTE.
    assertThat(cache.walkRefs(1, GIB, false)).isEqualTo(3);
    // Next 512 GiB: all four.
    assertThat(cache.walkRefs(1, GIB_512, false)).isEqualTo(4);
  }

  @Test
  void aHugeWalkEndsAtThePdeAndNeverCachesIt() {
    // PML4E, PDPTE, PDE.
    assertThat(cache.walkRefs(1, 0, true)).isEqualTo(3);
    // The PDE maps a page and must be read again.
    assertThat(cache.walkRefs(1, 0, true)).isEqualTo(1);
    assertThat(cache.walkRefs(1, MIB_2, true)).isEqualTo(1);
    assertThat(cache.walkRefs(1, GIB, true)).isEqualTo(2);
    // After a split the first 4 KiB walk finds no PDE cached: PDE and PTE.
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(2);
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(1);
  }

  @Test
  void theLeastRecentPdeOfASetGoesFirst() {
    // 32 PDEs in 4 sets of 8 ways: the 2 MiB ranges 0, 4, 8, ... share set 0.
    for (int i = 0; i < 8; i++) {
      cache.walkRefs(1, 4L * i * MIB_2, false);
    }
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(1);
    // The ninth evicts range 4, the least recent since range 0 was used again.
    assertThat(cache.walkRefs(1, 32 * MIB_2, false)).isEqualTo(2);
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(1);
    assertThat(cache.walkRefs(1, 4 * MIB_2, false)).isEqualTo(2);
  }

  @Test
  void addressSpacesShareNothing() {
    cache.walkRefs(1, 0, false);
    assertThat(cache.walkRefs(2, 0, false)).isEqualTo(4);
    cache.flushAsid(2);
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(1);
    assertThat(cache.walkRefs(2, 0, false)).isEqualTo(4);
  }

  @Test
  void flushingOnePageDropsTheWholeAddressSpace() {
    cache.walkRefs(1, 0, false);
    cache.walkRefs(2, 0, false);
    cache.flushRange(1, 5 * GIB, 5 * GIB);
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(1);
    cache.flushRange(1, 5 * GIB, 5 * GIB + 4096);
    assertThat(cache.walkRefs(1, 0, false)).isEqualTo(4);
    assertThat(cache.walkRefs(2, 0, false)).isEqualTo(1);
    cache.flushAll();
    assertThat(cache.walkRefs(2, 0, false)).isEqualTo(4);
  }

  /// What one level must do, as lists with the least recent entry first.
  private static final class NaiveLevel {
    record Entry(int asid, long prefix) {}

    final int shift;
    final int ways;
    final List<List<Entry>> sets = new ArrayList<>();

    NaiveLevel(TlbGeometry geometry, int shift) {
      this.shift = shift;
      ways = geometry.ways();
      for (int set = 0; set < geometry.sets(); set++) {
        sets.add(new ArrayList<>());
      }
    }

    /// Uses or enters the entry of an address; returns whether it was there.
    boolean use(int asid, long address) {
      Entry entry = new Entry(asid, address >>> shift);
      List<Entry> set = sets.get((int) (entry.prefix() % sets.size()));
      boolean hit = set.remove(entry);
      if (set.size() == ways) {
        set.removeFirst();
      }
      set.add(entry);
      return hit;
    }

    void flushAsid(int asid) {
      sets.forEach(set -> set.removeIf(entry -> entry.asid() == asid));
    }
  }

  @Test
  void doesWhatThreeListsDo() {
    var geometry =
        new WalkCacheGeometry(TlbGeometry.of(30, 6), TlbGeometry.of(6, 2), TlbGeometry.of(3, 3));
    CpuModel base = CpuModel.byName("skylake");
    var model = new CpuModel("odd", base.l1(), null, base.l2(), null, 1, geometry, 1, 1);
    PageWalkCache tested = new PageWalkCache(model);
    NaiveLevel pde = new NaiveLevel(geometry.pde(), 21);
    NaiveLevel pdpte = new NaiveLevel(geometry.pdpte(), 30);
    NaiveLevel pml4 = new NaiveLevel(geometry.pml4(), 39);
    var random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      int asid = random.nextInt(2);
      long address =
          random.nextInt(4) * GIB_512 + random.nextInt(4) * GIB + random.nextInt(5) * MIB_2;
      if (random.nextInt(500) == 0) {
        tested.flushAsid(asid);
        List.of(pde, pdpte, pml4).forEach(level -> level.flushAsid(asid));
      }
      if (random.nextInt(5000) == 0) {
        PageWalkCache original = tested;
        tested = original.copy();
        original.flushAll();
      }
      boolean huge = random.nextInt(3) == 0;
      int expected = huge ? 0 : 1;
      if (huge || !pde.use(asid, address)) {
        expected++;
        if (!pdpte.use(asid, address)) {
          expected += pml4.use(asid, address) ? 1 : 2;
        }
      }
      assertThat(tested.walkRefs(asid, address, huge)).as("walk %d", i).isEqualTo(expected);
    }
  }
}
