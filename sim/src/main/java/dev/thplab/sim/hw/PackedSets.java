package dev.thplab.sim.hw;

import java.util.Arrays;

/// [LruSets] of at most 16 ways, each set a short run of words that a probe reads in constant time.
///
/// A set is one order word, one or two fingerprint words, and one word per way. The order word
/// lists the ways by recency, four bits each, most recent lowest, so that a way is made recent by
/// shifts instead of by moving entries or searching stamps. The fingerprint words hold one byte of
/// hash per way and are compared eight at a time; only the ways that agree are compared in full.
final class PackedSets extends LruSets {
  static final int MAX_WAYS = 16;

  /// Fibonacci hashing multiplier, 2^64 divided by the golden ratio.
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private static final long BYTE_ONES = 0x0101_0101_0101_0101L;
  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;
  private static final long NIBBLE_ONES = 0x1111_1111_1111_1111L;
  private static final long NIBBLE_HIGHS = 0x8888_8888_8888_8888L;
  private static final long IDENTITY_ORDER = 0xFEDC_BA98_7654_3210L;

  /// Ways whose fingerprints share one word.
  private static final int WAYS_PER_WORD = 8;

  private final long[] words;

  /// Words from one set to the next.
  private final int stride;

  /// Words before the first way: the order word and the fingerprints.
  private final int header;

  /// Bits of the order word in use, and the shift of its least recent way.
  private final long orderMask;

  private final int oldestShift;

  /// High bits of the bytes in use of the two fingerprint words.
  private final long lowWays;

  private final long highWays;

  PackedSets(TlbGeometry geometry) {
    super(geometry);
    if (ways > MAX_WAYS) {
      throw new IllegalArgumentException("ways (" + ways + ") must be in [1, " + MAX_WAYS + "]");
    }
    header = ways <= WAYS_PER_WORD ? 2 : 3;
    // Whole cache lines, so that no two sets share one.
    stride = (header + ways + 7) & ~7;
    orderMask = -1L >>> (64 - 4 * ways);
    oldestShift = 4 * (ways - 1);
    lowWays = BYTE_HIGHS >>> 8 * (WAYS_PER_WORD - Math.min(ways, WAYS_PER_WORD));
    highWays = header == 2 ? 0 : BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
    words = new long[sets * stride];
    clear();
  }

  private PackedSets(PackedSets other) {
    super(new TlbGeometry(other.sets * other.ways, other.ways, other.hugeWays));
    header = other.header;
    stride = other.stride;
    orderMask = other.orderMask;
    oldestShift = other.oldestShift;
    lowWays = other.lowWays;
    highWays = other.highWays;
    words = other.words.clone();
  }

  @Override
  long touch(long page, long key, long need) {
    int base = setOf(page) * stride;
    int way = find(base, key);
    if (way < 0) {
      return ABSENT;
    }
    long stored = words[base + header + way];
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    makeRecent(base, way);
    return stored;
  }

  @Override
  void insert(long page, long key, long permission) {
    int base = setOf(page) * stride;
    int way = find(base, key);
    if (way < 0) {
      insertAbsent(page, key, permission);
      return;
    }
    words[base + header + way] = key | permission;
    makeRecent(base, way);
  }

  @Override
  void insertAbsent(long page, long key, long permission) {
    int base = setOf(page) * stride;
    long order = words[base];
    int shift = oldestShift;
    int way = (int) (order >>> shift) & 15;
    if (hugeWays < ways && TlbKey.isHuge(key)) {
      while (way >= hugeWays) {
        shift -= 4;
        way = (int) (order >>> shift) & 15;
      }
    }
    words[base] = recent(order, shift, way);
    words[base + header + way] = key | permission;
    int word = base + 1 + (way >>> 3);
    int bit = (way & 7) << 3;
    words[word] = words[word] & ~(0xFFL << bit) | fingerprint(key) << bit;
  }

  @Override
  void remove(long page, long key) {
    int base = setOf(page) * stride;
    int way = find(base, key);
    if (way >= 0) {
      free(base, way);
    }
  }

  @Override
  boolean contains(long page, long key) {
    return find(setOf(page) * stride, key) >= 0;
  }

  @Override
  void removeMatching(long keyMask, long pattern) {
    for (int base = 0; base < words.length; base += stride) {
      for (int way = 0; way < ways; way++) {
        if ((words[base + header + way] & keyMask) == pattern
            && words[base + header + way] != ABSENT) {
          free(base, way);
        }
      }
    }
  }

  @Override
  void clear() {
    Arrays.fill(words, ABSENT);
    for (int base = 0; base < words.length; base += stride) {
      words[base] = IDENTITY_ORDER & orderMask;
    }
  }

  @Override
  long keyAt(int slot) {
    return words[slot / ways * stride + header + slot % ways];
  }

  @Override
  PackedSets copy() {
    return new PackedSets(this);
  }

  /// The way that holds the entry, or -1.
  private int find(int base, long key) {
    long[] w = words;
    int ways0 = base + header;
    long pattern = fingerprint(key) * BYTE_ONES;
    long candidates = zeroBytes(w[base + 1] ^ pattern) & lowWays;
    while (candidates != 0) {
      int way = Long.numberOfTrailingZeros(candidates) >>> 3;
      if ((w[ways0 + way] ^ key) >>> 1 == 0) {
        return way;
      }
      candidates &= candidates - 1;
    }
    if (header == 2) {
      return -1;
    }
    candidates = zeroBytes(w[base + 2] ^ pattern) & highWays;
    while (candidates != 0) {
      int way = WAYS_PER_WORD + (Long.numberOfTrailingZeros(candidates) >>> 3);
      if ((w[ways0 + way] ^ key) >>> 1 == 0) {
        return way;
      }
      candidates &= candidates - 1;
    }
    return -1;
  }

  /// Moves a way to the recent end of its set's order.
  private void makeRecent(int base, int way) {
    long order = words[base];
    words[base] = recent(order, shiftOf(order, way), way);
  }

  /// Moves a way to the old end of its set's order and marks it free.
  private void free(int base, int way) {
    long order = words[base];
    int shift = shiftOf(order, way);
    long younger = order & ~(-1L << shift);
    long older = order >>> shift >>> 4 << shift;
    words[base] = younger | older | (long) way << oldestShift;
    words[base + header + way] = ABSENT;
  }

  /// The order with the way at `shift` moved to the recent end.
  private static long recent(long order, int shift, int way) {
    long younger = order & ~(-1L << shift);
    long older = order & -16L << shift;
    return older | younger << 4 | way;
  }

  /// The bit position of a way in an order word. The lowest zero nibble of the difference is exact;
  /// only those above it may be false.
  private static int shiftOf(long order, int way) {
    long difference = order ^ way * NIBBLE_ONES;
    long zeros = (difference - NIBBLE_ONES) & ~difference & NIBBLE_HIGHS;
    return Long.numberOfTrailingZeros(zeros) & ~3;
  }

  /// Has the high bit of every byte set that is zero in `x`, and maybe that of some others.
  private static long zeroBytes(long x) {
    return (x - BYTE_ONES) & ~x;
  }

  private static long fingerprint(long key) {
    return (key >>> 1) * GOLDEN >>> 56;
  }
}
