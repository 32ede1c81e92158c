package dev.thplab.sim.hw;

/// One level of a [Tlb]: the arrays for its 4 KiB and its 2 MiB pages, which may be one array.
final class TlbLevel {
  final LruSets base;
  final LruSets huge;

  /// Makes a level; `hugeGeometry` is null when one array holds both sizes.
  TlbLevel(TlbGeometry baseGeometry, TlbGeometry hugeGeometry) {
    base = LruSets.of(baseGeometry);
    huge = hugeGeometry == null ? base : LruSets.of(hugeGeometry);
  }

  private TlbLevel(TlbLevel other) {
    base = other.base.copy();
    huge = other.huge == other.base ? base : other.huge.copy();
  }

  /// Enters a 4 KiB page as another level stores it, into its set, which said `answer` of it.
  void enter(int set, long stored, long answer) {
    long key = stored & ~TlbKey.WRITABLE;
    if (answer == LruSets.ABSENT) {
      base.insertAbsent(set, key, stored & TlbKey.WRITABLE);
    } else {
      base.insert(set, key, stored & TlbKey.WRITABLE);
    }
  }

  /// Enters the 2 MiB page around an address as another level stores it; this level said `answer`
  /// of it.
  void enterHuge(long address, long stored, long answer) {
    int set = huge.setOf(address >>> TlbKey.HUGE_SHIFT);
    long key = stored & ~TlbKey.WRITABLE;
    if (answer == LruSets.ABSENT && huge.hugeWays == huge.ways) {
      huge.insertAbsent(set, key, stored & TlbKey.WRITABLE);
    } else {
      huge.insertHuge(set, key, stored & TlbKey.WRITABLE);
    }
  }

  /// Drops the entries of either size that hold an address.
  void remove(int asid, long address) {
    long page = address >>> TlbKey.PAGE_SHIFT;
    base.remove(base.setOf(page), TlbKey.ofPage(asid, page));
    long hugePage = address >>> TlbKey.HUGE_SHIFT;
    huge.remove(huge.setOf(hugePage), TlbKey.ofHugePage(asid, hugePage));
  }

  boolean contains(int asid, long address) {
    long page = address >>> TlbKey.PAGE_SHIFT;
    long hugePage = address >>> TlbKey.HUGE_SHIFT;
    return base.contains(base.setOf(page), TlbKey.ofPage(asid, page))
        || huge.contains(huge.setOf(hugePage), TlbKey.ofHugePage(asid, hugePage));
  }

  void removeAsid(int asid) {
    long pattern = (long) asid << TlbKey.ASID_SHIFT;
    base.removeMatching(TlbKey.ASID_MASK, pattern);
    if (huge != base) {
      huge.removeMatching(TlbKey.ASID_MASK, pattern);
    }
  }

  void clear() {
    base.clear();
    huge.clear();
  }

  /// Shows every entry as one of level `number`.
  void forEachEntry(int number, TlbEntryVisitor visitor) {
    base.forEach(number, visitor);
    if (huge != base) {
      huge.forEach(number, visitor);
    }
  }

  TlbLevel copy() {
    return new TlbLevel(this);
  }
}
