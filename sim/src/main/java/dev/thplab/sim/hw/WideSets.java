package dev.thplab.sim.hw;

/// [PackedSets] of 9 to 16 ways. A set is its order word, a fingerprint word for the 8 most recent
/// entries, one for the others, and its keys.
final class WideSets extends PackedSets {
  /// Offset of the first key in a set.
  private static final int KEYS = 3;

  private static final long BYTE_HIGHS = 0x8080_8080_8080_8080L;

  /// High bits of the bytes in use of the second fingerprint word.
  private final long othersInUse;

  WideSets(TlbGeometry geometry) {
    super(geometry, KEYS);
    othersInUse = BYTE_HIGHS >>> 8 * (MAX_WAYS - ways);
  }

  private WideSets(WideSets other) {
    super(other);
    othersInUse = other.othersInUse;
  }

  @Override
  long touch(int set, long key, long need) {
    long candidates = candidates(set, key);
    if (candidates == 0) {
      return ABSENT;
    }
    int position = positionOf(candidates);
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
    if (touch(set, key, 0) >= 0) {
      return true;
    }
    insertAbsent(set, key, 0);
    return false;
  }

  @Override
  void insertAbsent(int set, long key, long permission) {
    long order = words[set];
    long recent = words[set + 1];
    int way = (int) (order >>> oldestShift) & 15;
    words[set] = order << 4 | way;
    words[set + 1] = recent << 8 | fingerprint(key);
    words[set + 2] = words[set + 2] << 8 | recent >>> 56;
    words[set + KEYS + way] = key | permission;
  }

  @Override
  int find(int set, long key) {
    for (long left = candidates(set, key); left != 0; left &= left - 1) {
      int position = positionOf(left);
      if ((words[set + KEYS + wayAt(set, position)] ^ key) >>> 1 == 0) {
        return position;
      }
    }
    return -1;
  }

  /// The positions whose fingerprint agrees with that of a key: bit 8n for position n below 8, bit
  /// 8n + 7 for position 8 + n. One mask, so that there is one branch to mispredict.
  private long candidates(int set, long key) {
    long pattern = pattern(key);
    long recent = zeroBytes(words[set + 1] ^ pattern) & BYTE_HIGHS;
    long others = zeroBytes(words[set + 2] ^ pattern) & othersInUse;
    return recent >>> 7 | others;
  }

  private static int positionOf(long candidates) {
    int bit = Long.numberOfTrailingZeros(candidates);
    return bit >>> 3 | (bit & 1) << 3;
  }

  @Override
  void setAt(int set, int position, int way, long fingerprint) {
    words[set] = withField(words[set], 4, position, way);
    int word = set + 1 + (position >>> 3);
    words[word] = withField(words[word], 8, position & 7, fingerprint);
  }

  @Override
  void promote(int set, int position, long fingerprint) {
    long order = words[set];
    long recent = words[set + 1];
    words[set] = toFront(order, 4, position, order >>> 4 * position & 15);
    if (position < 8) {
      words[set + 1] = toFront(recent, 8, position, fingerprint);
    } else {
      words[set + 1] = recent << 8 | fingerprint;
      words[set + 2] = toFront(words[set + 2], 8, position - 8, recent >>> 56);
    }
  }

  @Override
  WideSets copy() {
    return new WideSets(this);
  }
}
