package dev.thplab.sim.hw;

import java.util.Arrays;

/// [LruSets] of at most 16 ways, each set a short run of words that a probe reads in constant time.
///
/// A set is one order word, two fingerprint words, and one word per way with its key. The order word
/// lists the ways by recency, four bits each, most recent lowest. The fingerprint words list one
/// byte of hash per entry in the same order; a probe compares eight at a time and looks only at the
/// keys of those that agree. So an insert is a shift of three words, and neither a probe nor an
/// insert has a branch that depends on the way.
final class PackedSets extends LruSets {
  static final int MAX_WAYS = 16;

  /// Fibonacci hashing multiplier, 2^64 divided by the golden ratio.
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private static final long BYTE_ONES = 0x0101_0101_0101_0101L;
  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;
  private static final long IDENTITY_ORDER = 0xFEDC_BA98_7654_3210L;

  /// Offsets in a set of the order word, the fingerprints of the 8 most recent entries, those of
  /// the others, and the key of way 0.
  private static final int ORDER = 0;

  private static final int RECENT = 1;
  private static final int OTHERS = 2;
  private static final int KEYS = 3;

  private final long[] words;

  /// Words from one set to the next.
  private final int stride;

  /// Shift of the least recent way in the order word.
  private final int oldestShift;

  /// High bits of the bytes in use of the fingerprint words.
  private final long recentInUse;

  private final long othersInUse;

  PackedSets(TlbGeometry geometry) {
    super(geometry);
    if (ways > MAX_WAYS) {
      throw new IllegalArgumentException("ways (" + ways + ") must be in [1, " + MAX_WAYS + "]");
    }
    // Whole cache lines, so that no two sets share one.
    stride = (KEYS + ways + 7) & ~7;
    oldestShift = 4 * (ways - 1);
    recentInUse = BYTE_HIGHS >>> 8 * (8 - Math.min(ways, 8));
    othersInUse = ways <= 8 ? 0 : BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
    words = new long[sets * stride];
    clear();
  }

  private PackedSets(PackedSets other) {
    super(new TlbGeometry(other.slots(), other.ways, other.hugeWays));
    stride = other.stride;
    oldestShift = other.oldestShift;
    recentInUse = other.recentInUse;
    othersInUse = other.othersInUse;
    words = other.words.clone();
  }

  @Override
  long touch(long page, long key, long need) {
    int base = setOf(page) * stride;
    int position = find(base, key);
    if (position < 0) {
      return ABSENT;
    }
    long stored = words[base + KEYS + wayAt(base, position)];
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    promote(base, position, fingerprint(key));
    return stored;
  }

  @Override
  void insert(long page, long key, long permission) {
    int base = setOf(page) * stride;
    int position = find(base, key);
    if (position < 0) {
      insertAbsent(page, key, permission);
      return;
    }
    words[base + KEYS + wayAt(base, position)] = key | permission;
    promote(base, position, fingerprint(key));
  }

  @Override
  void insertAbsent(long page, long key, long permission) {
    int base = setOf(page) * stride;
    if (hugeWays < ways && TlbKey.isHuge(key)) {
      insertHuge(base, key, permission);
      return;
    }
    long order = words[base + ORDER];
    long recent = words[base + RECENT];
    long others = words[base + OTHERS];
    int way = (int) (order >>> oldestShift) & 15;
    words[base + ORDER] = order << 4 | way;
    words[base + RECENT] = recent << 8 | fingerprint(key);
    words[base + OTHERS] = others << 8 | recent >>> 56;
    words[base + KEYS + way] = key | permission;
  }

  /// Inserts over the least recent of the ways that a 2 MiB page may take.
  private void insertHuge(int base, long key, long permission) {
    int position = ways - 1;
    while (wayAt(base, position) >= hugeWays) {
      position--;
    }
    words[base + KEYS + wayAt(base, position)] = key | permission;
    promote(base, position, fingerprint(key));
  }

  @Override
  void remove(long page, long key) {
    int base = setOf(page) * stride;
    int position = find(base, key);
    if (position >= 0) {
      free(base, position);
    }
  }

  @Override
  boolean contains(long page, long key) {
    return find(setOf(page) * stride, key) >= 0;
  }

  @Override
  void removeMatching(long keyMask, long pattern) {
    for (int base = 0; base < words.length; base += stride) {
      // From the oldest: freeing moves only younger entries.
      for (int position = ways - 1; position >= 0; position--) {
        long stored = words[base + KEYS + wayAt(base, position)];
        if (stored != ABSENT && (stored & keyMask) == pattern) {
          free(base, position);
        }
      }
    }
  }

  @Override
  void clear() {
    Arrays.fill(words, ABSENT);
    for (int base = 0; base < words.length; base += stride) {
      words[base + ORDER] = IDENTITY_ORDER;
    }
  }

  @Override
  long keyAt(int slot) {
    return words[slot / ways * stride + KEYS + slot % ways];
  }

  @Override
  PackedSets copy() {
    return new PackedSets(this);
  }

  /// Position of the entry in its set's order, 0 the most recent, or -1.
  private int find(int base, long key) {
    long[] w = words;
    long pattern = fingerprint(key) * BYTE_ONES;
    // One mask for both words, bit 8n for position n and bit 8n+7 for 8+n: a second loop would be
    // a second branch to mispredict.
    long recent = zeroBytes(w[base + RECENT] ^ pattern) & recentInUse;
    long others = zeroBytes(w[base + OTHERS] ^ pattern) & othersInUse;
    long candidates = recent >>> 7 | others;
    while (candidates != 0) {
      int bit = Long.numberOfTrailingZeros(candidates);
      int position = bit >>> 3 | (bit & 1) << 3;
      if ((w[base + KEYS + wayAt(base, position)] ^ key) >>> 1 == 0) {
        return position;
      }
      candidates &= candidates - 1;
    }
    return -1;
  }

  private int wayAt(int base, int position) {
    return (int) (words[base + ORDER] >>> 4 * position) & 15;
  }

  /// Makes the entry at a position, which has or is given the fingerprint, the most recent.
  private void promote(int base, int position, long fingerprint) {
    long order = words[base + ORDER];
    long recent = words[base + RECENT];
    words[base + ORDER] = toFront(order, 4, position, order >>> 4 * position & 15);
    if (position < 8) {
      words[base + RECENT] = toFront(recent, 8, position, fingerprint);
    } else {
      words[base + RECENT] = recent << 8 | fingerprint;
      words[base + OTHERS] = toFront(words[base + OTHERS], 8, position - 8, recent >>> 56);
    }
  }

  /// Moves the fields below `position` up by one, over it, and puts `front` in the lowest.
  private static long toFront(long fields, int width, int position, long front) {
    long below = ~(-1L << width * position);
    long above = -1L << width * position << width;
    return fields & above | (fields & below) << width | front;
  }

  /// Moves the entry at a position to the old end and marks its way free. Its fingerprint, and
  /// those it passes, become stale, which is repaired here.
  private void free(int base, int position) {
    int way = wayAt(base, position);
    for (int at = position; at < ways - 1; at++) {
      setAt(base, at, wayAt(base, at + 1));
    }
    setAt(base, ways - 1, way);
    words[base + KEYS + way] = ABSENT;
  }

  private void setAt(int base, int position, int way) {
    long order = words[base + ORDER] & ~(15L << 4 * position);
    words[base + ORDER] = order | (long) way << 4 * position;
    int word = base + RECENT + (position >>> 3);
    int shift = (position & 7) << 3;
    long key = words[base + KEYS + way];
    words[word] = words[word] & ~(255L << shift) | fingerprint(key) << shift;
  }

  /// Has the high bit of every byte set that is zero in `x`, and maybe that of some others.
  private static long zeroBytes(long x) {
    return (x - BYTE_ONES) & ~x;
  }

  private static long fingerprint(long key) {
    return (key >>> 1) * GOLDEN >>> 56;
  }
}
