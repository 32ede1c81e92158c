package dev.thplab.sim.hw;

import java.util.Arrays;

/// One paging-structure cache: a few entries of at most 8 ways, true LRU, made for hits.
///
/// Unlike [PackedSets] it keeps a stamp per entry instead of an order per set: a hit stores one
/// word that no later hit has to read, and only an insert, which is rare in the upper levels, looks
/// for the least stamp.
final class WalkCacheLevel {
  static final int MAX_WAYS = 8;

  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;

  private final int sets;
  private final int ways;

  /// `sets - 1` for a power of two, else -1.
  private final int mask;

  /// High bits of the fingerprint bytes in use.
  private final long inUse;

  /// Keys by slot, [LruSets#ABSENT] in a free one; a set is `ways` adjacent slots.
  private final long[] keys;

  /// Time of the last use by slot, 0 in a free one.
  private final long[] stamps;

  /// Fingerprints of each set's keys, one byte a way.
  private final long[] fingerprints;

  private long now;

  WalkCacheLevel(TlbGeometry geometry) {
    sets = geometry.sets();
    ways = geometry.ways();
    if (ways > MAX_WAYS) {
      throw new IllegalArgumentException("ways (" + ways + ") must be in [1, " + MAX_WAYS + "]");
    }
    mask = Integer.bitCount(sets) == 1 ? sets - 1 : -1;
    inUse = BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
    keys = new long[sets * ways];
    stamps = new long[sets * ways];
    fingerprints = new long[sets];
    clear();
  }

  private WalkCacheLevel(WalkCacheLevel other) {
    sets = other.sets;
    ways = other.ways;
    mask = other.mask;
    inUse = other.inUse;
    keys = other.keys.clone();
    stamps = other.stamps.clone();
    fingerprints = other.fingerprints.clone();
    now = other.now;
  }

  private int setOf(long prefix) {
    return mask >= 0 ? (int) prefix & mask : (int) (prefix % sets);
  }

  /// Returns whether the entry is there, and if it is, makes it the most recent of its set.
  boolean touch(long prefix, long key) {
    int set = setOf(prefix);
    long candidates = PackedSets.zeroBytes(fingerprints[set] ^ PackedSets.pattern(key)) & inUse;
    while (candidates != 0) {
      int slot = set * ways + (Long.numberOfTrailingZeros(candidates) >>> 3);
      if (keys[slot] == key) {
        stamps[slot] = ++now;
        return true;
      }
      candidates &= candidates - 1;
    }
    return false;
  }

  /// Stores an entry that is absent over a free or the least recent entry of its set.
  void insert(long prefix, long key) {
    int set = setOf(prefix);
    int oldest = 0;
    for (int way = 1; way < ways; way++) {
      if (stamps[set * ways + way] < stamps[set * ways + oldest]) {
        oldest = way;
      }
    }
    keys[set * ways + oldest] = key;
    stamps[set * ways + oldest] = ++now;
    fingerprints[set] =
        PackedSets.withField(fingerprints[set], 8, oldest, PackedSets.fingerprint(key));
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
