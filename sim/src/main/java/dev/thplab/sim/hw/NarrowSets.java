package dev.thplab.sim.hw;

/// [PackedSets] of at most 8 ways. A set is its order word, its fingerprint word, and its keys.
final class NarrowSets extends PackedSets {
  static final int MAX_WAYS = 8;

  /// Offset of the first key in a set.
  private static final int KEYS = 2;

  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;

  /// High bits of the fingerprint bytes in use.
  private final long inUse;

  NarrowSets(TlbGeometry geometry) {
    super(geometry, KEYS);
    inUse = BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
  }

  private NarrowSets(NarrowSets other) {
    super(other);
    inUse = other.inUse;
  }

  @Override
  long touch(int set, long key, long need) {
    long candidates = zeroBytes(words[set + 1] ^ pattern(key)) & inUse;
    if (candidates == 0) {
      return ABSENT;
    }
    int position = Long.numberOfTrailingZeros(candidates) >>> 3;
    long stored = words[set + KEYS + wayAt(set, position)];
    if ((stored ^ key) >>> 1 != 0) {
      return (candidates & candidates - 1) == 0 ? ABSENT : touchNext(set, key, need);
    }
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    promote(set, position, fingerprint(key));
    return stored;
  }

  /// The rest of [#touch] after a fingerprint agreed by chance.
  private long touchNext(int set, long key, long need) {
    int position = find(set, key);
    if (position < 0) {
      return ABSENT;
    }
    long stored = words[set + KEYS + wayAt(set, position)];
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    promote(set, position, fingerprint(key));
    return stored;
  }

  @Override
  boolean use(int set, long key) {
    long fingerprints = words[set + 1];
    long candidates = zeroBytes(fingerprints ^ pattern(key)) & inUse;
    if (candidates != 0 && touchNext(set, key, 0) >= 0) {
      return true;
    }
    long order = words[set];
    int way = (int) (order >>> oldestShift) & 15;
    words[set] = order << 4 | way;
    words[set + 1] = fingerprints << 8 | fingerprint(key);
    words[set + KEYS + way] = key;
    return false;
  }

  @Override
  void insertAbsent(int set, long key, long permission) {
    long order = words[set];
    int way = (int) (order >>> oldestShift) & 15;
    words[set] = order << 4 | way;
    words[set + 1] = words[set + 1] << 8 | fingerprint(key);
    words[set + KEYS + way] = key | permission;
  }

  @Override
  int find(int set, long key) {
    long candidates = zeroBytes(words[set + 1] ^ pattern(key)) & inUse;
    for (long left = candidates; left != 0; left &= left - 1) {
      int position = Long.numberOfTrailingZeros(left) >>> 3;
      if ((words[set + KEYS + wayAt(set, position)] ^ key) >>> 1 == 0) {
        return position;
      }
    }
    return -1;
  }

  @Override
  void setAt(int set, int position, int way, long fingerprint) {
    words[set] = withField(words[set], 4, position, way);
    words[set + 1] = withField(words[set + 1], 8, position, fingerprint);
  }

  @Override
  void promote(int set, int position, long fingerprint) {
    long order = words[set];
    words[set] = toFront(order, 4, position, order >>> 4 * position & 15);
    words[set + 1] = toFront(words[set + 1], 8, position, fingerprint);
  }

  @Override
  NarrowSets copy() {
    return new NarrowSets(this);
  }
}
