package dev.thplab.sim.hw;

import java.util.Arrays;

/// [PackedSets] of at most 8 ways: one fingerprint word.
final class NarrowSets extends PackedSets {
  static final int MAX_WAYS = 8;

  private static final int KEY_SHIFT = 3;
  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;

  /// Order word and fingerprint word of each set, side by side.
  private final long[] words;

  /// Shift of the least recent way in an order word.
  private final int oldestShift;

  /// High bits of the fingerprint bytes in use.
  private final long inUse;

  NarrowSets(TlbGeometry geometry) {
    super(geometry, KEY_SHIFT);
    oldestShift = 4 * (ways - 1);
    inUse = BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
    words = new long[2 * sets];
    clear();
  }

  private NarrowSets(NarrowSets other) {
    super(other);
    oldestShift = other.oldestShift;
    inUse = other.inUse;
    words = other.words.clone();
  }

  @Override
  long touch(long page, long key, long need) {
    int set = setOf(page);
    long candidates = zeroBytes(words[2 * set + 1] ^ pattern(key)) & inUse;
    if (candidates == 0) {
      return ABSENT;
    }
    int position = Long.numberOfTrailingZeros(candidates) >>> 3;
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
    long order = words[2 * set];
    int way = (int) (order >>> oldestShift) & 15;
    words[2 * set] = order << 4 | way;
    words[2 * set + 1] = words[2 * set + 1] << 8 | fingerprint(key);
    keys[(set << KEY_SHIFT) + way] = key | permission;
  }

  @Override
  int find(int set, long key) {
    long candidates = zeroBytes(words[2 * set + 1] ^ pattern(key)) & inUse;
    if (candidates == 0) {
      return -1;
    }
    int position = Long.numberOfTrailingZeros(candidates) >>> 3;
    if ((keys[(set << KEY_SHIFT) + wayAt(set, position)] ^ key) >>> 1 == 0) {
      return position;
    }
    return findNext(set, key, candidates & candidates - 1);
  }

  /// The rest of [#find] after a fingerprint agreed by chance.
  private int findNext(int set, long key, long candidates) {
    for (long left = candidates; left != 0; left &= left - 1) {
      int position = Long.numberOfTrailingZeros(left) >>> 3;
      if ((keys[(set << KEY_SHIFT) + wayAt(set, position)] ^ key) >>> 1 == 0) {
        return position;
      }
    }
    return -1;
  }

  @Override
  int wayAt(int set, int position) {
    return (int) (words[2 * set] >>> 4 * position) & 15;
  }

  @Override
  void setAt(int set, int position, int way, long fingerprint) {
    words[2 * set] = withField(words[2 * set], 4, position, way);
    words[2 * set + 1] = withField(words[2 * set + 1], 8, position, fingerprint);
  }

  @Override
  void promote(int set, int position, long fingerprint) {
    long order = words[2 * set];
    words[2 * set] = toFront(order, 4, position, order >>> 4 * position & 15);
    words[2 * set + 1] = toFront(words[2 * set + 1], 8, position, fingerprint);
  }

  @Override
  void clear() {
    Arrays.fill(keys, ABSENT);
    for (int set = 0; set < sets; set++) {
      words[2 * set] = FIRST_ORDER;
    }
  }

  @Override
  NarrowSets copy() {
    return new NarrowSets(this);
  }
}
