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

  private final TlbLevel first;
  private final TlbLevel second;

  /// The arrays of the levels, at hand for the hot paths.
  private final LruSets l1;

  private final LruSets l2;
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

  /// Whether the last page that was found or filled was a 2 MiB page: the size to probe first. The
  /// sizes may be probed in any order, since the levels hold an address in one size.
  private boolean hugeFirst;

  private long l1Hits;
  private long l1Misses;
  private long l2Misses;

  public Tlb(CpuModel cpu) {
    this(new TlbLevel(cpu.l1(), cpu.l1Huge()), new TlbLevel(cpu.l2(), cpu.l2Huge()));
  }

  private Tlb(TlbLevel first, TlbLevel second) {
    this.first = first;
    this.second = second;
    l1 = first.base;
    l1Huge = first.huge;
    l2 = second.base;
    l2Huge = second.huge;
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
    if (hugeFirst) {
      return lookupHugeFirst(address, key, need);
    }
    int l1Set = l1.setOf(page);
    long inL1 = l1.touch(l1Set, key, need);
    if (inL1 >= 0) {
      l1Hits++;
      recentKey = inL1;
      return L1_HIT;
    }
    long inL1Huge = LruSets.ABSENT;
    if (hugePresent) {
      inL1Huge = touchHuge(l1Huge, address, key, need);
      if (inL1Huge >= 0) {
        l1Hits++;
        return L1_HIT;
      }
    }
    l1Misses++;
    int l2Set = l2.setOf(page);
    long inL2 = l2.touch(l2Set, key, need);
    if (inL2 >= 0) {
      recentKey = inL2;
      first.enter(l1Set, inL2, inL1);
      return L2_HIT;
    }
    if (hugePresent) {
      long inL2Huge = touchHuge(l2Huge, address, key, need);
      if (inL2Huge >= 0) {
        first.enterHuge(address, inL2Huge, inL1Huge);
        return L2_HIT;
      }
      inL2 &= inL1Huge & inL2Huge;
    }
    return missed(key, inL1 & inL2, l1Set, l2Set);
  }

  /// A lookup that probes 2 MiB pages before 4 KiB pages.
  private int lookupHugeFirst(long address, long key, long need) {
    long inL1Huge = touchHuge(l1Huge, address, key, need);
    if (inL1Huge >= 0) {
      l1Hits++;
      return L1_HIT;
    }
    long page = address >>> TlbKey.PAGE_SHIFT;
    int l1Set = l1.setOf(page);
    long inL1 = l1.touch(l1Set, key, need);
    if (inL1 >= 0) {
      l1Hits++;
      recentKey = inL1;
      hugeFirst = false;
      return L1_HIT;
    }
    l1Misses++;
    long inL2Huge = touchHuge(l2Huge, address, key, need);
    if (inL2Huge >= 0) {
      first.enterHuge(address, inL2Huge, inL1Huge);
      return L2_HIT;
    }
    int l2Set = l2.setOf(page);
    long inL2 = l2.touch(l2Set, key, need);
    if (inL2 >= 0) {
      hugeFirst = false;
      recentKey = inL2;
      first.enter(l1Set, inL2, inL1);
      return L2_HIT;
    }
    return missed(key, inL1Huge & inL1 & inL2Huge & inL2, l1Set, l2Set);
  }

  /// [LruSets#touch] for the 2 MiB page around an address, whose 4 KiB page has `key`.
  private long touchHuge(LruSets array, long address, long key, long need) {
    long hugePage = address >>> TlbKey.HUGE_SHIFT;
    long hugeKey = TlbKey.ofHugePage(TlbKey.asid(key), hugePage);
    long stored = array.touch(array.setOf(hugePage), hugeKey, need);
    if (stored >= 0) {
      recentKey = key | (stored & TlbKey.WRITABLE);
      hugeFirst = true;
    }
    return stored;
  }

  /// Counts a miss of all probes, whose results were combined to `all` by a bitwise and.
  private int missed(long key, long all, int l1Set, int l2Set) {
    l2Misses++;
    absentKey = all == LruSets.ABSENT ? key : LruSets.ABSENT;
    absentL1Set = l1Set;
    absentL2Set = l2Set;
    return MISS;
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
    TlbKey.check(asid, address);
    long page = address >>> TlbKey.PAGE_SHIFT;
    long permission = writable ? TlbKey.WRITABLE : 0;
    long key = TlbKey.ofPage(asid, page);
    boolean absent = key == absentKey;
    absentKey = LruSets.ABSENT;
    recentKey = key | permission;
    hugeFirst = huge;
    if (huge) {
      hugePresent = true;
      long hugePage = address >>> TlbKey.HUGE_SHIFT;
      long hugeKey = TlbKey.ofHugePage(asid, hugePage);
      l1Huge.insertHuge(l1Huge.setOf(hugePage), hugeKey, permission);
      l2Huge.insertHuge(l2Huge.setOf(hugePage), hugeKey, permission);
    } else if (absent) {
      l1.insertAbsent(absentL1Set, key, permission);
      l2.insertAbsent(absentL2Set, key, permission);
    } else {
      l1.insert(l1.setOf(page), key, permission);
      l2.insert(l2.setOf(page), key, permission);
    }
  }

  /// Drops the entries of either size that hold the address (INVLPG).
  public void flushPage(int asid, long address) {
    recentKey = LruSets.ABSENT;
    first.remove(asid, address);
    second.remove(asid, address);
  }

  /// Drops the entries of `[start, end)` as for a range with mapped 4 KiB pages.
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
    first.removeAsid(asid);
    second.removeAsid(asid);
  }

  /// Drops every entry.
  public void flushAll() {
    recentKey = LruSets.ABSENT;
    hugePresent = false;
    hugeFirst = false;
    first.clear();
    second.clear();
  }

  /// Whether either level holds the page of the address, in either size; counts nothing.
  public boolean contains(int asid, long address) {
    return first.contains(asid, address) || second.contains(asid, address);
  }

  /// Shows every entry of both levels, for checks of invariants.
  public void forEachEntry(TlbEntryVisitor visitor) {
    first.forEachEntry(1, visitor);
    second.forEachEntry(2, visitor);
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
    Tlb copy = new Tlb(first.copy(), second.copy());
    copy.recentKey = recentKey;
    copy.hugePresent = hugePresent;
    copy.hugeFirst = hugeFirst;
    copy.l1Hits = l1Hits;
    copy.l1Misses = l1Misses;
    copy.l2Misses = l2Misses;
    return copy;
  }
}
