package dev.thplab.sim.hw;

import java.util.Arrays;

/// [LruSets] of any number of ways, up to fully associative: a recency list per set and one hash
/// table over all entries, so that a probe takes the same time at 1536 ways as at 4.
final class LinkedSets extends LruSets {
  private static final int NONE = -1;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final long[] keys;

  /// Neighbours in the recency list of the slot's set, [#NONE] at the ends.
  private final int[] younger;

  private final int[] older;
  private final int[] youngest;
  private final int[] oldest;

  /// First slot of each hash bucket, and the next slot of the same bucket.
  private final int[] buckets;

  private final int[] chain;
  private final int bucketShift;

  LinkedSets(TlbGeometry geometry) {
    super(geometry, 0);
    int slots = slots();
    keys = new long[slots];
    younger = new int[slots];
    older = new int[slots];
    chain = new int[slots];
    youngest = new int[sets];
    oldest = new int[sets];
    int bits = 33 - Integer.numberOfLeadingZeros(slots);
    buckets = new int[1 << bits];
    bucketShift = 64 - bits;
    clear();
  }

  private LinkedSets(LinkedSets other) {
    super(other.geometry(), 0);
    keys = other.keys.clone();
    younger = other.younger.clone();
    older = other.older.clone();
    chain = other.chain.clone();
    youngest = other.youngest.clone();
    oldest = other.oldest.clone();
    buckets = other.buckets.clone();
    bucketShift = other.bucketShift;
  }

  @Override
  long touch(int set, long key, long need) {
    int slot = find(key);
    if (slot == NONE) {
      return ABSENT;
    }
    long stored = keys[slot];
    if ((need & ~stored) != 0) {
      return DENIED;
    }
    makeYoungest(set, slot);
    return stored;
  }

  @Override
  void insert(int set, long key, long permission) {
    int slot = find(key);
    if (slot == NONE) {
      replace(set, oldest[set], key | permission);
    } else {
      keys[slot] = key | permission;
      makeYoungest(set, slot);
    }
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
    replace(set, oldest[set], key | permission);
  }

  @Override
  void insertHuge(int set, long key, long permission) {
    int slot = find(key);
    if (slot != NONE) {
      keys[slot] = key | permission;
      makeYoungest(set, slot);
      return;
    }
    slot = oldest[set];
    while (slot - set * ways >= hugeWays) {
      slot = younger[slot];
    }
    replace(set, slot, key | permission);
  }

  /// Puts an entry that is absent into a slot of its set, which may be taken, as the youngest.
  private void replace(int set, int slot, long stored) {
    if (keys[slot] != ABSENT) {
      unchain(slot);
    }
    int bucket = bucketOf(stored);
    chain[slot] = buckets[bucket];
    buckets[bucket] = slot;
    keys[slot] = stored;
    makeYoungest(set, slot);
  }

  @Override
  void remove(int set, long key) {
    int slot = find(key);
    if (slot != NONE) {
      free(slot);
    }
  }

  @Override
  boolean contains(int set, long key) {
    return find(key) != NONE;
  }

  @Override
  void removeMatching(long keyMask, long pattern) {
    for (int set = 0; set < sets; set++) {
      int slot = oldest[set];
      while (slot != NONE) {
        int next = younger[slot];
        if (keys[slot] != ABSENT && (keys[slot] & keyMask) == pattern) {
          free(slot);
        }
        slot = next;
      }
    }
  }

  @Override
  void clear() {
    Arrays.fill(keys, ABSENT);
    Arrays.fill(buckets, NONE);
    Arrays.fill(chain, NONE);
    for (int set = 0; set < sets; set++) {
      int first = set * ways;
      int last = first + ways - 1;
      for (int slot = first; slot <= last; slot++) {
        younger[slot] = slot == first ? NONE : slot - 1;
        older[slot] = slot == last ? NONE : slot + 1;
      }
      youngest[set] = first;
      oldest[set] = last;
    }
  }

  @Override
  long keyAt(int slot) {
    return keys[slot];
  }

  @Override
  LinkedSets copy() {
    return new LinkedSets(this);
  }

  private int bucketOf(long key) {
    return (int) ((key >>> 1) * GOLDEN >>> bucketShift);
  }

  private int find(long key) {
    int slot = buckets[bucketOf(key)];
    while (slot != NONE && (keys[slot] ^ key) >>> 1 != 0) {
      slot = chain[slot];
    }
    return slot;
  }

  private void free(int slot) {
    unchain(slot);
    keys[slot] = ABSENT;
    int set = slot / ways;
    if (oldest[set] != slot) {
      unlink(set, slot);
      younger[slot] = oldest[set];
      older[slot] = NONE;
      older[oldest[set]] = slot;
      oldest[set] = slot;
    }
  }

  private void makeYoungest(int set, int slot) {
    if (youngest[set] != slot) {
      unlink(set, slot);
      older[slot] = youngest[set];
      younger[slot] = NONE;
      younger[youngest[set]] = slot;
      youngest[set] = slot;
    }
  }

  private void unlink(int set, int slot) {
    int before = younger[slot];
    int after = older[slot];
    if (before == NONE) {
      youngest[set] = after;
    } else {
      older[before] = after;
    }
    if (after == NONE) {
      oldest[set] = before;
    } else {
      younger[after] = before;
    }
  }

  private void unchain(int slot) {
    int bucket = bucketOf(keys[slot]);
    if (buckets[bucket] == slot) {
      buckets[bucket] = chain[slot];
      return;
    }
    int at = buckets[bucket];
    while (chain[at] != slot) {
      at = chain[at];
    }
    chain[at] = chain[slot];
  }
}
