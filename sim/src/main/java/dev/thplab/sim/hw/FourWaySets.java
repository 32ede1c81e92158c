package dev.thplab.sim.hw;

import java.util.Arrays;

/// [LruSets] of 4 ways, the commonest first level. A set is its keys, the most recent first: few
/// enough to compare and to shift one by one.
final class FourWaySets extends LruSets {
  static final int WAYS = 4;

  private final long[] keys;

  FourWaySets(TlbGeometry geometry) {
    super(geometry, 2);
    keys = new long[sets * WAYS];
    clear();
  }

  private FourWaySets(FourWaySets other) {
    super(other.geometry(), 2);
    keys = other.keys.clone();
  }

  @Override
  long touch(int set, long key, long need) {
    long first = keys[set];
    long second = keys[set + 1];
    long third = keys[set + 2];
    long fourth = keys[set + 3];
    if ((first ^ key) >>> 1 == 0) {
      return (need & ~first) == 0 ? first : DENIED;
    }
    if ((second ^ key) >>> 1 == 0) {
      return (need & ~second) == 0 ? promote(set, 1, second) : DENIED;
    }
    if ((third ^ key) >>> 1 == 0) {
      return (need & ~third) == 0 ? promote(set, 2, third) : DENIED;
    }
    if ((fourth ^ key) >>> 1 == 0) {
      return (need & ~fourth) == 0 ? promote(set, 3, fourth) : DENIED;
    }
    return ABSENT;
  }

  /// Makes `stored` the most recent of its set, over the entry at a position.
  private long promote(int set, int position, long stored) {
    for (int at = set + position; at > set; at--) {
      keys[at] = keys[at - 1];
    }
    keys[set] = stored;
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
  void insert(int set, long key, long permission) {
    int position = find(set, key);
    promote(set, position < 0 ? WAYS - 1 : position, key | permission);
  }

  @Override
  void insertAbsent(int set, long key, long permission) {
    keys[set + 3] = keys[set + 2];
    keys[set + 2] = keys[set + 1];
    keys[set + 1] = keys[set];
    keys[set] = key | permission;
  }

  @Override
  void insertHuge(int set, long key, long permission) {
    insert(set, key, permission);
  }

  private int find(int set, long key) {
    for (int position = 0; position < WAYS; position++) {
      if ((keys[set + position] ^ key) >>> 1 == 0) {
        return position;
      }
    }
    return -1;
  }

  @Override
  void remove(int set, long key) {
    int position = find(set, key);
    if (position >= 0) {
      free(set, position);
    }
  }

  private void free(int set, int position) {
    System.arraycopy(keys, set + position + 1, keys, set + position, WAYS - 1 - position);
    keys[set + WAYS - 1] = ABSENT;
  }

  @Override
  boolean contains(int set, long key) {
    return find(set, key) >= 0;
  }

  @Override
  void removeMatching(long keyMask, long pattern) {
    for (int set = 0; set < keys.length; set += WAYS) {
      // From the oldest, because freeing moves only older entries.
      for (int position = WAYS - 1; position >= 0; position--) {
        long stored = keys[set + position];
        if (stored != ABSENT && (stored & keyMask) == pattern) {
          free(set, position);
        }
      }
    }
  }

  @Override
  void clear() {
    Arrays.fill(keys, ABSENT);
  }

  @Override
  long keyAt(int slot) {
    return keys[slot];
  }

  @Override
  FourWaySets copy() {
    return new FourWaySets(this);
  }
}
