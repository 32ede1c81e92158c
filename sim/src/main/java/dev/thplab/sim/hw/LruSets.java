package dev.thplab.sim.hw;

/// A set-associative array of keys with true LRU in each set: the store behind every TLB level and
/// paging-structure cache.
///
/// A key is a non-negative long with its lowest bit clear (see [TlbKey]); it is stored with the
/// entry's permission in that bit. The set of an entry is its page number modulo the number of
/// sets, which need not be a power of two. Ways that were removed are free and are taken first by
/// the next insert into their set.
abstract sealed class LruSets permits PackedSets, LinkedSets {
  /// What [#touch] returns when there is no such entry; also the content of a free way. No key is
  /// negative.
  static final long ABSENT = -1L;

  /// What [#touch] returns when the entry lacks the permission asked for.
  static final long DENIED = -2L;

  final int sets;
  final int ways;

  /// Ways of a set that a 2 MiB page may take; they are the ways numbered from 0.
  final int hugeWays;

  /// `sets - 1` for a power of two, else -1.
  private final long mask;

  /// `ceil(2^64 / sets)`: its high product with a page number is the exact quotient, because a page
  /// number has at most 36 bits and a set count fewer than 28.
  private final long reciprocal;

  LruSets(TlbGeometry geometry) {
    sets = geometry.sets();
    ways = geometry.ways();
    hugeWays = geometry.hugeWays();
    mask = Integer.bitCount(sets) == 1 ? sets - 1 : -1;
    reciprocal = Long.divideUnsigned(-1L, sets) + 1;
  }

  /// The array for a geometry: packed words up to 16 ways, linked lists above.
  static LruSets of(TlbGeometry geometry) {
    if (geometry.ways() <= NarrowSets.MAX_WAYS) {
      return new NarrowSets(geometry);
    }
    if (geometry.ways() <= PackedSets.MAX_WAYS) {
      return new WideSets(geometry);
    }
    return new LinkedSets(geometry);
  }

  final TlbGeometry geometry() {
    return new TlbGeometry(slots(), ways, hugeWays);
  }

  final int setOf(long page) {
    if (mask >= 0) {
      return (int) (page & mask);
    }
    return (int) (page - Math.unsignedMultiplyHigh(page, reciprocal) * sets);
  }

  /// Makes the entry the most recent of its set and returns its stored key, which is not negative;
  /// or changes nothing and returns [#ABSENT], or [#DENIED] when the entry lacks `need` (0 or
  /// [TlbKey#WRITABLE]).
  abstract long touch(long page, long key, long need);

  /// Stores the entry as the most recent of its set: over its old self if it is there, else as
  /// [#insertAbsent] does.
  abstract void insert(long page, long key, long permission);

  /// Stores an entry that is known to be absent as the most recent of its set: in a free way, else
  /// over the least recent entry.
  abstract void insertAbsent(long page, long key, long permission);

  /// Does what [#insert] does for a 2 MiB page, which may take only the first `hugeWays` ways.
  abstract void insertHuge(long page, long key, long permission);

  /// Frees the way of the entry, if it is there.
  abstract void remove(long page, long key);

  abstract boolean contains(long page, long key);

  /// Frees every way whose key, with the bits outside `keyMask` cleared, equals `pattern`.
  abstract void removeMatching(long keyMask, long pattern);

  abstract void clear();

  /// Number of slots for [#keyAt]: sets times ways.
  final int slots() {
    return sets * ways;
  }

  /// The key in a slot, or [#ABSENT] when it is free. Slots of a set are adjacent.
  abstract long keyAt(int slot);

  abstract LruSets copy();
}
