package dev.thplab.sim.hw;

/// The two-level data TLB of one core, with true LRU replacement.
///
/// An entry is a 4 KiB or a 2 MiB page of one address space and is writable or read-only. A lookup
/// probes the first level, then the second; each level is filled on its own miss and neither
/// includes the other, as in the common simulators. Addresses are user addresses below 2^48 and
/// address space ids are in [0, 2^25).
///
/// Unlike hardware there is no prefetch, no speculation, and no coalescing of neighbouring pages.
public final class Tlb {
  /// [#lookup] found the page in the first level.
  public static final int L1_HIT = 0;

  /// [#lookup] found the page in the second level, and entered it into the first.
  public static final int L2_HIT = 1;

  /// [#lookup] found nothing that allows the access.
  public static final int MISS = 2;

  /// More pages than this and Linux flushes the whole address space: the default of
  /// tlb_single_page_flush_ceiling in arch/x86/mm/tlb.c.
  public static final int SINGLE_PAGE_FLUSH_CEILING = 33;

  private final LruSets l1;
  private final LruSets l2;

  /// Where 2 MiB pages go; the same object as the field without `Huge` when shared.
  private final LruSets l1Huge;

  private final LruSets l2Huge;

  /// Key of the 4 KiB page of the last access, with the permission of the entry that served it: a
  /// hit on it changes no order. [LruSets#ABSENT] when nothing is known.
  private long recentKey = LruSets.ABSENT;

  /// Key of the 4 KiB page of the last miss if no level held it even without the permission asked
  /// for: the fill that follows need not search for it. Flushes cannot make this wrong.
  private long absentKey = LruSets.ABSENT;

  /// The sets that the page with [#absentKey] goes to.
  private int absentL1Set;

  private int absentL2Set;

  /// Whether a 2 MiB page may be cached; without one its probes are skipped.
  private boolean hugePresent;

  private long l1Hits;
  private long l1Misses;
  private long l2Misses;

  public Tlb(CpuModel cpu) {
    l1 = LruSets.of(cpu.l1());
    l1Huge = cpu.l1Huge() == null ? l1 : LruSets.of(cpu.l1Huge());
    l2 = LruSets.of(cpu.l2());
    l2Huge = cpu.l2Huge() == null ? l2 : LruSets.of(cpu.l2Huge());
  }

  private Tlb(Tlb other) {
    l1 = other.l1.copy();
    l1Huge = other.l1Huge == other.l1 ? l1 : other.l1Huge.copy();
    l2 = other.l2.copy();
    l2Huge = other.l2Huge == other.l2 ? l2 : other.l2Huge.copy();
    recentKey = other.recentKey;
    hugePresent = other.hugePresent;
    l1Hits = other.l1Hits;
    l1Misses = other.l1Misses;
    l2Misses = other.l2Misses;
  }

  /// Looks up one access and counts it; returns [#L1_HIT], [#L2_HIT] or [#MISS].
  ///
  /// For a write a read-only entry counts as a miss. A miss fills nothing: the caller walks the
  /// page table and calls [#fill].
  public int lookup(int asid, long address, boolean write) {
    long page = address >>> TlbKey.PAGE_SHIFT;
    long key = TlbKey.ofPage(asid, page);
    long need = write ? TlbKey.WRITABLE : 0;
    if ((recentKey ^ key) >>> 1 == 0 && (need & ~recentKey) == 0) {
      l1Hits++;
      return L1_HIT;
    }
    int l1Set = l1.setOf(page);
    long first = l1.touch(l1Set, key, need);
    if (first >= 0) {
      l1Hits++;
      recentKey = first;
      return L1_HIT;
    }
    if (hugePresent) {
      return lookupBothSizes(address, key, need, l1Set, first);
    }
    l1Misses++;
    int l2Set = l2.setOf(page);
    long second = l2.touch(l2Set, key, need);
    if (second >= 0) {
      recentKey = second;
      copyUp(l1Set, key, first, second & TlbKey.WRITABLE);
      return L2_HIT;
    }
    l2Misses++;
    absentKey = (first & second) == LruSets.ABSENT ? key : LruSets.ABSENT;
    absentL1Set = l1Set;
    absentL2Set = l2Set;
    return MISS;
  }

  /// The rest of a lookup that missed the first level for a 4 KiB page with the result `first`.
  private int lookupBothSizes(long address, long key, long need, int l1Set, long first) {
    long hugePage = address >>> TlbKey.HUGE_SHIFT;
    long hugeKey = TlbKey.ofHugePage(TlbKey.asid(key), hugePage);
    long firstHuge = l1Huge.touch(l1Huge.setOf(hugePage), hugeKey, need);
    if (firstHuge >= 0) {
      l1Hits++;
      recentKey = key | (firstHuge & TlbKey.WRITABLE);
      return L1_HIT;
    }
    l1Misses++;
    long page = address >>> TlbKey.PAGE_SHIFT;
    int l2Set = l2.setOf(page);
    long second = l2.touch(l2Set, key, need);
    if (second >= 0) {
      recentKey = second;
      copyUp(l1Set, key, first, second & TlbKey.WRITABLE);
      return L2_HIT;
    }
    long secondHuge = l2Huge.touch(l2Huge.setOf(hugePage), hugeKey, need);
    if (secondHuge >= 0) {
      recentKey = key | (secondHuge & TlbKey.WRITABLE);
      l1Huge.insertHuge(l1Huge.setOf(hugePage), hugeKey, secondHuge & TlbKey.WRITABLE);
      return L2_HIT;
    }
    l2Misses++;
    long all = first & firstHuge & second & secondHuge;
    absentKey = all == LruSets.ABSENT ? key : LruSets.ABSENT;
    absentL1Set = l1Set;
    absentL2Set = l2Set;
    return MISS;
  }

  /// Enters a 4 KiB page of the second level into the first, where the lookup came to `first`.
  private void copyUp(int l1Set, long key, long first, long permission) {
    if (first == LruSets.ABSENT) {
      l1.insertAbsent(l1Set, key, permission);
    } else {
      l1.insert(l1Set, key, permission);
    }
  }

  /// Counts `n` more accesses to the page of the last access, which hit the first level.
  public void hitAgain(long n) {
    l1Hits += n;
  }

  /// Enters the page of a finished walk into both levels, over an entry of the same page if there
  /// is one.
  ///
  /// The caller flushes a page before it changes size, or both entries would stay, as on hardware.
  ///
  /// @throws IllegalArgumentException if the address or the address space id is out of range
  public void fill(int asid, long address, boolean huge, boolean writable) {
    if ((address >>> TlbKey.ADDRESS_BITS | asid >>> TlbKey.ASID_BITS) != 0) {
      throw outOfRange(asid, address);
    }
    long page = address >>> TlbKey.PAGE_SHIFT;
    long permission = writable ? TlbKey.WRITABLE : 0;
    long key = TlbKey.ofPage(asid, page);
    boolean absent = key == absentKey;
    absentKey = LruSets.ABSENT;
    recentKey = key | permission;
    if (huge) {
      fillHuge(asid, address, permission);
    } else if (absent) {
      l1.insertAbsent(absentL1Set, key, permission);
      l2.insertAbsent(absentL2Set, key, permission);
    } else {
      l1.insert(l1.setOf(page), key, permission);
      l2.insert(l2.setOf(page), key, permission);
    }
  }

  private void fillHuge(int asid, long address, long permission) {
    hugePresent = true;
    long hugePage = address >>> TlbKey.HUGE_SHIFT;
    long hugeKey = TlbKey.ofHugePage(asid, hugePage);
    l1Huge.insertHuge(l1Huge.setOf(hugePage), hugeKey, permission);
    l2Huge.insertHuge(l2Huge.setOf(hugePage), hugeKey, permission);
  }

  private static IllegalArgumentException outOfRange(int asid, long address) {
    return new IllegalArgumentException(
        "asid ("
            + asid
            + ") must be in [0, 2^25), address (0x"
            + Long.toHexString(address)
            + ") in [0, 2^48)");
  }

  /// Drops the entries of either size that hold the address (INVLPG).
  public void flushPage(int asid, long address) {
    recentKey = LruSets.ABSENT;
    long page = address >>> TlbKey.PAGE_SHIFT;
    long key = TlbKey.ofPage(asid, page);
    l1.remove(l1.setOf(page), key);
    l2.remove(l2.setOf(page), key);
    if (hugePresent) {
      long hugePage = address >>> TlbKey.HUGE_SHIFT;
      long hugeKey = TlbKey.ofHugePage(asid, hugePage);
      l1Huge.remove(l1Huge.setOf(hugePage), hugeKey);
      l2Huge.remove(l2Huge.setOf(hugePage), hugeKey);
    }
  }

  /// Drops the entries of `[start, end)` with a stride of 4 KiB pages; see [#flushRange(int, long,
  /// long, int)].
  public void flushRange(int asid, long start, long end) {
    flushRange(asid, start, end, TlbKey.PAGE_SHIFT);
  }

  /// Drops the entries of `[start, end)` page by page, or the whole address space when the range
  /// has more than [#SINGLE_PAGE_FLUSH_CEILING] pages of `1 << strideShift` bytes, as
  /// flush_tlb_mm_range() does. A range mapped only by huge pages has stride shift 21.
  public void flushRange(int asid, long start, long end, int strideShift) {
    if (end - start > (long) SINGLE_PAGE_FLUSH_CEILING << strideShift) {
      flushAsid(asid);
      return;
    }
    long stride = 1L << strideShift;
    for (long address = start & -stride; address < end; address += stride) {
      flushPage(asid, address);
    }
  }

  /// Drops every entry of one address space.
  public void flushAsid(int asid) {
    recentKey = LruSets.ABSENT;
    long pattern = (long) asid << TlbKey.ASID_SHIFT;
    l1.removeMatching(TlbKey.ASID_MASK, pattern);
    l2.removeMatching(TlbKey.ASID_MASK, pattern);
    if (l1Huge != l1) {
      l1Huge.removeMatching(TlbKey.ASID_MASK, pattern);
    }
    if (l2Huge != l2) {
      l2Huge.removeMatching(TlbKey.ASID_MASK, pattern);
    }
  }

  /// Drops every entry.
  public void flushAll() {
    recentKey = LruSets.ABSENT;
    hugePresent = false;
    l1.clear();
    l2.clear();
    l1Huge.clear();
    l2Huge.clear();
  }

  /// Whether either level holds the page of the address, in either size; counts nothing.
  public boolean contains(int asid, long address) {
    long page = address >>> TlbKey.PAGE_SHIFT;
    long key = TlbKey.ofPage(asid, page);
    long hugePage = address >>> TlbKey.HUGE_SHIFT;
    long hugeKey = TlbKey.ofHugePage(asid, hugePage);
    return l1.contains(l1.setOf(page), key)
        || l2.contains(l2.setOf(page), key)
        || l1Huge.contains(l1Huge.setOf(hugePage), hugeKey)
        || l2Huge.contains(l2Huge.setOf(hugePage), hugeKey);
  }

  /// Shows every entry of both levels, for checks of invariants.
  public void forEachEntry(TlbEntryVisitor visitor) {
    l1.forEach(1, visitor);
    if (l1Huge != l1) {
      l1Huge.forEach(1, visitor);
    }
    l2.forEach(2, visitor);
    if (l2Huge != l2) {
      l2Huge.forEach(2, visitor);
    }
  }

  /// Accesses looked up, including those of [#hitAgain].
  public long accesses() {
    return l1Hits + l1Misses;
  }

  /// Accesses that missed the first level.
  public long l1Misses() {
    return l1Misses;
  }

  /// Accesses that missed both levels.
  public long l2Misses() {
    return l2Misses;
  }

  /// A TLB with the same entries, order and counters that shares nothing with this one.
  public Tlb copy() {
    return new Tlb(this);
  }
}
