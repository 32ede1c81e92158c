package dev.thplab.sim.hw;

/// A set-associative array of keys with true LRU in each set: the store behind every TLB level and
/// paging-structure cache.
///
/// A key is a non-negative long with its lowest bit clear (see [TlbKey]); it is stored with the
/// entry's permission in that bit. The set of an entry is its page number modulo the number of
/// sets, which need not be a power of two. Ways whose entry was removed are free and are taken
/// first by the next insert into their set, the one that was freed last before the others.
abstract sealed class LruSets permits FourWaySets, PackedSets, LinkedSets {
  /// What [#touch] returns when there is no such entry; also the content of a free way. No key is
  /// negative.
  static final long ABSENT = -1L;

  /// What [#touch] returns when the entry lacks the permission asked for.
  static final long DENIED = -2L;

  final int sets;
  final int ways;

  /// Ways of a set that a 2 MiB page may take; they are the ways numbered from 0.
  final int hugeWays;

  /// A set starts at its number shifted by this.
  final int shift;

  /// Start of the last set when their number is a power of two, else -1.
  private final int mask;

  /// `ceil(2^64 / sets)`: its high product with a page number is the exact quotient, because a page
  /// number has at most 36 bits and a set count fewer than 28.
  private final long reciprocal;

  LruSets(TlbGeometry geometry, int shift) {
    sets = geometry.sets();
    ways = geometry.ways();
    hugeWays = geometry.hugeWays();
    this.shift = shift;
    mask = Integer.bitCount(sets) == 1 ? (sets - 1) << shift : -1;
    reciprocal = Long.divideUnsigned(-1L, sets) + 1;
  }

  /// The array for a geometry: packed words up to 16 ways, linked lists above.
  static LruSets of(TlbGeometry geometry) {
    if (geometry.ways() == FourWaySets.WAYS && geometry.hugeWays() == FourWaySets.WAYS) {
      return new FourWaySets(geometry);
    }
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

  /// Where the set of a page starts; what the other methods take as `set`.
  final int setOf(long page) {
    if (mask >= 0) {
      return (int) (page << shift) & mask;
    }
    return (int) (page - Math.unsignedMultiplyHigh(page, reciprocal) * sets) << shift;
  }

  /// Makes the entry the most recent of its set and returns its stored key, which is not negative;
  /// or changes nothing and returns [#ABSENT], or [#DENIED] when the entry lacks `need` (0 or
  /// [TlbKey#WRITABLE]).
  abstract long touch(int set, long key, long need);

  /// Makes the entry the most recent of its set, entering it without a permission if it is absent;
  /// returns whether it was there.
  abstract boolean use(int set, long key);

  /// Stores the entry as the most recent of its set: over its old self if it is there, else as
  /// [#insertAbsent] does.
  abstract void insert(int set, long key, long permission);

  /// Stores an entry that is known to be absent as the most recent of its set: in a free way, else
  /// over the least recent entry.
  abstract void insertAbsent(int set, long key, long permission);

  /// Does what [#insert] does for a 2 MiB page, which may take only the first `hugeWays` ways.
  abstract void insertHuge(int set, long key, long permission);

  /// Frees the way of the entry, if it is there.
  abstract void remove(int set, long key);

  abstract boolean contains(int set, long key);

  /// Frees every way whose key, with the bits outside `keyMask` cleared, equals `pattern`.
  abstract void removeMatching(long keyMask, long pattern);

  abstract void clear();

  /// Number of slots for [#keyAt]: sets times ways.
  final int slots() {
    return sets * ways;
  }

  /// The key in a slot, or [#ABSENT] when it is free. Slots of a set are adjacent.
  abstract long keyAt(int slot);

  /// Shows every entry as one of a TLB's level.
  final void forEach(int level, TlbEntryVisitor visitor) {
    for (int slot = 0; slot < slots(); slot++) {
      long key = keyAt(slot);
      if (key != ABSENT) {
        visitor.visit(
            level,
            TlbKey.asid(key),
            TlbKey.address(key),
            TlbKey.isHuge(key),
            TlbKey.isWritable(key));
      }
    }
  }

  abstract LruSets copy();
}
