package dev.thplab.sim.hw;

import java.util.Arrays;

/// One paging-structure cache of the upper levels: a few entries, true LRU, made for hits.
///
/// Unlike [PackedSets] it keeps a stamp per entry instead of an order per set: a hit stores one
/// word that no later hit has to read, and only an insert, which is rare in the upper levels, looks
/// for the least stamp. A table of hints says where an entry was seen last.
final class WalkCacheLevel {
  private static final int HINTS = 16;

  private final int sets;
  private final int ways;

  /// Keys by slot, [LruSets#ABSENT] in a free one; a set is `ways` adjacent slots.
  private final long[] keys;

  /// Time of the last use by slot, 0 in a free one.
  private final long[] stamps;

  /// Slots by the low bits of a prefix; only a guess, the key decides.
  private final int[] hints = new int[HINTS];

  private long now;

  WalkCacheLevel(TlbGeometry geometry) {
    sets = geometry.sets();
    ways = geometry.ways();
    keys = new long[sets * ways];
    stamps = new long[sets * ways];
    clear();
  }

  private WalkCacheLevel(WalkCacheLevel other) {
    sets = other.sets;
    ways = other.ways;
    keys = other.keys.clone();
    stamps = other.stamps.clone();
    now = other.now;
  }

  /// Returns whether the entry is there, and if it is, makes it the most recent of its set.
  boolean touch(long prefix, long key) {
    int slot = hints[(int) prefix & HINTS - 1];
    if (keys[slot] != key) {
      slot = find(prefix, key);
      if (slot < 0) {
        return false;
      }
    }
    stamps[slot] = ++now;
    return true;
  }

  private int find(long prefix, long key) {
    int first = (int) (prefix % sets) * ways;
    for (int slot = first; slot < first + ways; slot++) {
      if (keys[slot] == key) {
        hints[(int) prefix & HINTS - 1] = slot;
        return slot;
      }
    }
    return -1;
  }

  /// Stores an entry that is absent over a free or the least recent entry of its set.
  void insert(long prefix, long key) {
    int first = (int) (prefix % sets) * ways;
    int oldest = first;
    for (int slot = first + 1; slot < first + ways; slot++) {
      if (stamps[slot] < stamps[oldest]) {
        oldest = slot;
      }
    }
    keys[oldest] = key;
    stamps[oldest] = ++now;
    hints[(int) prefix & HINTS - 1] = oldest;
  }

  /// Frees every entry of an address space.
  void removeAsid(int asid) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != LruSets.ABSENT && TlbKey.asid(keys[slot]) == asid) {
        keys[slot] = LruSets.ABSENT;
        stamps[slot] = 0;
      }
    }
  }

  void clear() {
    Arrays.fill(keys, LruSets.ABSENT);
    Arrays.fill(stamps, 0);
  }

  WalkCacheLevel copy() {
    return new WalkCacheLevel(this);
  }
}
