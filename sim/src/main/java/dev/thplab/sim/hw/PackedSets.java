package dev.thplab.sim.hw;

import java.util.Arrays;

/// [LruSets] of at most 16 ways whose probes take constant time.
///
/// Each set has an order word, which lists its ways by recency, four bits each and most recent
/// lowest, and fingerprint words, which list one byte of hash per entry in the same order. A probe
/// compares eight fingerprints at a time and looks only at the keys of those that agree; an insert
/// shifts the words by one entry. Neither has a branch or an address that depends on where an entry
/// is. The subclasses differ in the number of fingerprint words and hold the hot paths.
abstract sealed class PackedSets extends LruSets permits NarrowSets, WideSets {
  static final int MAX_WAYS = 16;

  /// The identity order: position n holds way n.
  static final long FIRST_ORDER = 0xFEDC_BA98_7654_3210L;

  private static final long BYTE_ONES = 0x0101_0101_0101_0101L;

  /// Fibonacci hashing multiplier, 2^64 divided by the golden ratio.
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  /// The sets: order word, fingerprint words, keys by way.
  final long[] words;

  /// Shift of the least recent way in an order word.
  final int oldestShift;

  /// Words of a set before its keys.
  private final int header;

  PackedSets(TlbGeometry geometry, int header) {
    super(geometry, shiftFor(header + geometry.ways()));
    this.header = header;
    oldestShift = 4 * (ways - 1);
    words = new long[sets << shift];
    clear();
  }

  PackedSets(PackedSets other) {
    super(other.geometry(), other.shift);
    header = other.header;
    oldestShift = other.oldestShift;
    words = other.words.clone();
  }

  private static int shiftFor(int nrWords) {
    return 32 - Integer.numberOfLeadingZeros(nrWords - 1);
  }

  @Override
  final void clear() {
    Arrays.fill(words, ABSENT);
    for (int set = 0; set < words.length; set += 1 << shift) {
      words[set] = FIRST_ORDER;
    }
  }

  /// The way at a position of the set's order.
  final int wayAt(int set, int position) {
    return (int) (words[set] >>> 4 * position) & 15;
  }

  /// Position of the entry in its set's order, 0 the most recent, or -1.
  abstract int find(int set, long key);

  /// Puts a way and a fingerprint at a position of the set's order.
  abstract void setAt(int set, int position, int way, long fingerprint);

  /// Makes the entry at a position the most recent and gives it the fingerprint.
  abstract void promote(int set, int position, long fingerprint);

  @Override
  final void insert(int set, long key, long permission) {
    int position = find(set, key);
    if (position >= 0) {
      words[set + header + wayAt(set, position)] = key | permission;
      promote(set, position, fingerprint(key));
    } else {
      insertAbsent(set, key, permission);
    }
  }

  @Override
  final void insertHuge(int set, long key, long permission) {
    int position = find(set, key);
    if (position < 0) {
      position = ways - 1;
      while (wayAt(set, position) >= hugeWays) {
        position--;
      }
    }
    words[set + header + wayAt(set, position)] = key | permission;
    promote(set, position, fingerprint(key));
  }

  @Override
  final void remove(int set, long key) {
    int position = find(set, key);
    if (position >= 0) {
      free(set, position);
    }
  }

  @Override
  final boolean contains(int set, long key) {
    return find(set, key) >= 0;
  }

  @Override
  final void removeMatching(long keyMask, long pattern) {
    for (int set = 0; set < words.length; set += 1 << shift) {
      // From the oldest, because freeing moves only older entries.
      for (int position = ways - 1; position >= 0; position--) {
        long stored = words[set + header + wayAt(set, position)];
        if (stored != ABSENT && (stored & keyMask) == pattern) {
          free(set, position);
        }
      }
    }
  }

  @Override
  final long keyAt(int slot) {
    return words[(slot / ways << shift) + header + slot % ways];
  }

  /// Moves the entry at a position to the old end of the order and marks its way free.
  private void free(int set, int position) {
    int freed = wayAt(set, position);
    for (int at = position; at < ways - 1; at++) {
      int way = wayAt(set, at + 1);
      setAt(set, at, way, fingerprint(words[set + header + way]));
    }
    setAt(set, ways - 1, freed, 0);
    words[set + header + freed] = ABSENT;
  }

  static long fingerprint(long key) {
    return (key >>> 1) * GOLDEN >>> 56;
  }

  /// The fingerprint of a key in each of the eight bytes.
  static long pattern(long key) {
    return fingerprint(key) * BYTE_ONES;
  }

  /// Has the high bit of every byte set that is zero in `x`, and maybe that of some others.
  static long zeroBytes(long x) {
    return (x - BYTE_ONES) & ~x;
  }

  /// Moves the fields of `width` bits below `position` up by one, over it, and puts `front` in the
  /// lowest.
  static long toFront(long fields, int width, int position, long front) {
    long above = -1L << width * position;
    return fields & above << width | (fields & ~above) << width | front;
  }

  /// The word with the field of `width` bits at `position` replaced.
  static long withField(long fields, int width, int position, long field) {
    long mask = (1L << width) - 1;
    return fields & ~(mask << width * position) | field << width * position;
  }
}
