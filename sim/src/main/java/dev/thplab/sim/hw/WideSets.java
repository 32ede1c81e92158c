package dev.thplab.sim.hw;

import java.util.Arrays;

/// [PackedSets] of 9 to 16 ways: two fingerprint words, one for the 8 most recent entries and one
/// for the others.
final class WideSets extends PackedSets {
  private static final int KEY_SHIFT = 4;
  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;

  /// Four words a set: the order, the two fingerprint words, and one that keeps a set in one cache
  /// line.
  private final long[] words;

  /// Shift of the least recent way in an order word.
  private final int oldestShift;

  /// High bits of the bytes in use of the second fingerprint word.
  private final long othersInUse;

  WideSets(TlbGeometry geometry) {
    super(geometry, KEY_SHIFT);
    oldestShift = 4 * (ways - 1);
    othersInUse = BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
    words = new long[4 * sets];
    clear();
  }

  private WideSets(WideSets other) {
    super(other);
    oldestShift = other.oldestShift;
    othersInUse = other.othersInUse;
    words = other.words.clone();
  }

  @Override
  long touch(long page, long key, long need) {
    int set = setOf(page);
    long pattern = pattern(key);
    long recent = zeroBytes(words[4 * set + 1] ^ pattern) & BYTE_HIGHS;
    long others = zeroBytes(words[4 * set + 2] ^ pattern) & othersInUse;
    long candidates = recent >>> 7 | others;
    if (candidates == 0) {
      return ABSENT;
    }
    int position = positionOf(candidates);
    long stored = keys[(set << KEY_SHIFT) + wayAt(set, position)];
    if ((stored ^ key) >>> 1 != 0) {
      return touchNext(set, key, need);
    }
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    promote(set, position, fingerprint(key));
    return stored;
  }

  private long touchNext(int set, long key, long need) {
    int position = find(set, key);
    if (position < 0) {
      return ABSENT;
    }
    long stored = keys[(set << KEY_SHIFT) + wayAt(set, position)];
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    promote(set, position, fingerprint(key));
    return stored;
  }

  @Override
  void insertAbsent(long page, long key, long permission) {
    int set = setOf(page);
    int at = 4 * set;
    long order = words[at];
    long recent = words[at + 1];
    int way = (int) (order >>> oldestShift) & 15;
    words[at] = order << 4 | way;
    words[at + 1] = recent << 8 | fingerprint(key);
    words[at + 2] = words[at + 2] << 8 | recent >>> 56;
    keys[(set << KEY_SHIFT) + way] = key | permission;
  }

  @Override
  int find(int set, long key) {
    long pattern = pattern(key);
    long recent = zeroBytes(words[4 * set + 1] ^ pattern) & BYTE_HIGHS;
    long others = zeroBytes(words[4 * set + 2] ^ pattern) & othersInUse;
    // One mask for both words, bit 8n for position n and bit 8n+7 for 8+n: one branch to
    // mispredict, not two.
    long candidates = recent >>> 7 | others;
    if (candidates == 0) {
      return -1;
    }
    int position = positionOf(candidates);
    if ((keys[(set << KEY_SHIFT) + wayAt(set, position)] ^ key) >>> 1 == 0) {
      return position;
    }
    return findNext(set, key, candidates & candidates - 1);
  }

  /// The rest of [#find] after a fingerprint agreed by chance.
  private int findNext(int set, long key, long candidates) {
    for (long left = candidates; left != 0; left &= left - 1) {
      int position = positionOf(left);
      if ((keys[(set << KEY_SHIFT) + wayAt(set, position)] ^ key) >>> 1 == 0) {
        return position;
      }
    }
    return -1;
  }

  private static int positionOf(long candidates) {
    int bit = Long.numberOfTrailingZeros(candidates);
    return bit >>> 3 | (bit & 1) << 3;
  }

  @Override
  int wayAt(int set, int position) {
    return (int) (words[4 * set] >>> 4 * position) & 15;
  }

  @Override
  void setAt(int set, int position, int way, long fingerprint) {
    words[4 * set] = withField(words[4 * set], 4, position, way);
    int word = 4 * set + 1 + (position >>> 3);
    words[word] = withField(words[word], 8, position & 7, fingerprint);
  }

  @Override
  void promote(int set, int position, long fingerprint) {
    long order = words[4 * set];
    long recent = words[4 * set + 1];
    words[4 * set] = toFront(order, 4, position, order >>> 4 * position & 15);
    if (position < 8) {
      words[4 * set + 1] = toFront(recent, 8, position, fingerprint);
    } else {
      words[4 * set + 1] = recent << 8 | fingerprint;
      words[4 * set + 2] = toFront(words[4 * set + 2], 8, position - 8, recent >>> 56);
    }
  }

  @Override
  void clear() {
    Arrays.fill(keys, ABSENT);
    for (int set = 0; set < sets; set++) {
      words[4 * set] = FIRST_ORDER;
    }
  }

  @Override
  WideSets copy() {
    return new WideSets(this);
  }
}
