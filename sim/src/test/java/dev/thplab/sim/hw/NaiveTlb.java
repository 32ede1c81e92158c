package dev.thplab.sim.hw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What [Tlb] must do, written for clarity: objects, stamps and linear searches.
final class NaiveTlb {
  record Page(int asid, long number, boolean huge) {}

  /// One way of a set. `stamp` grows with use; a free way has a negative one, least when it was
  /// freed last, so that the least stamp is always the next to be taken.
  private static final class Way {
    Page page;
    boolean writable;
    long stamp;
  }

  /// One structure of one level.
  private final class Level {
    final int number;
    final int hugeWays;
    final Way[][] sets;

    Level(int number, TlbGeometry geometry) {
      this.number = number;
      hugeWays = geometry.hugeWays();
      sets = new Way[geometry.entries() / geometry.ways()][geometry.ways()];
      for (Way[] set : sets) {
        for (int way = 0; way < set.length; way++) {
          set[way] = new Way();
          set[way].stamp = -1L - way;
        }
      }
    }

    Way[] setOf(Page page) {
      return sets[(int) (page.number() % sets.length)];
    }

    Way find(Page page) {
      for (Way way : setOf(page)) {
        if (page.equals(way.page)) {
          return way;
        }
      }
      return null;
    }

    boolean hit(Page page, boolean write) {
      Way way = find(page);
      if (way == null || write && !way.writable) {
        return false;
      }
      way.stamp = ++uses;
      return true;
    }

    void fill(Page page, boolean writable) {
      Way way = find(page);
      if (way == null) {
        List<Way> allowed = List.of(setOf(page));
        if (page.huge()) {
          allowed = allowed.subList(0, hugeWays);
        }
        way = allowed.stream().min(Comparator.comparingLong(w -> w.stamp)).orElseThrow();
      }
      way.page = page;
      way.writable = writable;
      way.stamp = ++uses;
    }

    void free(Way way) {
      way.page = null;
      way.stamp = --frees;
    }
  }

  private final Level l1;
  private final Level l1Huge;
  private final Level l2;
  private final Level l2Huge;
  private final List<Level> levels = new ArrayList<>();
  private long uses;
  private long frees = -1000;

  long accesses;
  long l1Misses;
  long l2Misses;

  NaiveTlb(CpuModel cpu) {
    l1 = add(1, cpu.l1());
    l1Huge = cpu.l1Huge() == null ? l1 : add(1, cpu.l1Huge());
    l2 = add(2, cpu.l2());
    l2Huge = cpu.l2Huge() == null ? l2 : add(2, cpu.l2Huge());
  }

  private Level add(int number, TlbGeometry geometry) {
    Level level = new Level(number, geometry);
    levels.add(level);
    return level;
  }

  private static Page base(int asid, long address) {
    return new Page(asid, address >>> 12, false);
  }

  private static Page huge(int asid, long address) {
    return new Page(asid, address >>> 21, true);
  }

  int lookup(int asid, long address, boolean write) {
    accesses++;
    if (l1.hit(base(asid, address), write) || l1Huge.hit(huge(asid, address), write)) {
      return Tlb.L1_HIT;
    }
    l1Misses++;
    if (l2.hit(base(asid, address), write)) {
      l1.fill(base(asid, address), l2.find(base(asid, address)).writable);
      return Tlb.L2_HIT;
    }
    if (l2Huge.hit(huge(asid, address), write)) {
      l1Huge.fill(huge(asid, address), l2Huge.find(huge(asid, address)).writable);
      return Tlb.L2_HIT;
    }
    l2Misses++;
    return Tlb.MISS;
  }

  void fill(int asid, long address, boolean huge, boolean writable) {
    if (huge) {
      l1Huge.fill(huge(asid, address), writable);
      l2Huge.fill(huge(asid, address), writable);
    } else {
      l1.fill(base(asid, address), writable);
      l2.fill(base(asid, address), writable);
    }
  }

  void flushPage(int asid, long address) {
    for (Level level : levels) {
      for (Page page : List.of(base(asid, address), huge(asid, address))) {
        Way way = level.find(page);
        if (way != null) {
          level.free(way);
        }
      }
    }
  }

  void flushRange(int asid, long start, long end) {
    if (end - start > 33 << 12) {
      flushAsid(asid);
      return;
    }
    for (long address = start; address < end; address += 4096) {
      flushPage(asid, address);
    }
  }

  void flushAsid(int asid) {
    for (Level level : levels) {
      for (Way[] set : level.sets) {
        List.of(set).stream()
            .filter(way -> way.page != null && way.page.asid() == asid)
            .sorted(Comparator.comparingLong(way -> way.stamp))
            .forEach(level::free);
      }
    }
  }

  void flushAll() {
    for (Level level : levels) {
      for (Way[] set : level.sets) {
        for (int way = 0; way < set.length; way++) {
          set[way].page = null;
          set[way].stamp = frees - way;
        }
      }
    }
    frees -= 1000;
  }

  boolean contains(int asid, long address) {
    return levels.stream()
        .anyMatch(l -> l.find(base(asid, address)) != null || l.find(huge(asid, address)) != null);
  }

  /// Every entry as text, as [TlbModelTest] prints those of [Tlb].
  Set<String> entries() {
    Set<String> entries = new TreeSet<>();
    for (Level level : levels) {
      for (Way[] set : level.sets) {
        for (Way way : set) {
          if (way.page != null) {
            Page page = way.page;
            long start = page.number() << (page.huge() ? 21 : 12);
            entries.add(describe(level.number, page.asid(), start, page.huge(), way.writable));
          }
        }
      }
    }
    return entries;
  }

  static String describe(int level, int asid, long start, boolean huge, boolean writable) {
    return "L%d asid %d 0x%x %s %s"
        .formatted(level, asid, start, huge ? "2M" : "4K", writable ? "rw" : "ro");
  }
}
