package dev.thplab.sim.hw;

/// The paging-structure caches of one core, split by level as in Intel SDM volume 3, section
/// 4.10.3.
///
/// A walk starts below the deepest entry that is cached, so a 4 KiB walk takes 1 to 4 memory
/// references and a 2 MiB walk 1 to 3. Caches are looked up from the deepest level, only the one
/// that hits is touched, and the levels that were read from memory are filled. A PDE that maps a 2
/// MiB page is never cached.
public final class PageWalkCache {
  private static final int PDE_SHIFT = 21;
  private static final int PDPTE_SHIFT = 30;
  private static final int PML4_SHIFT = 39;

  private final LruSets pde;
  private final WalkCacheLevel pdpte;
  private final WalkCacheLevel pml4;

  public PageWalkCache(CpuModel cpu) {
    pde = LruSets.of(cpu.walkCache().pde());
    pdpte = new WalkCacheLevel(cpu.walkCache().pdpte());
    pml4 = new WalkCacheLevel(cpu.walkCache().pml4());
  }

  private PageWalkCache(PageWalkCache other) {
    pde = other.pde.copy();
    pdpte = other.pdpte.copy();
    pml4 = other.pml4.copy();
  }

  /// Memory references of a 4-level walk for the address, 1 to 4; updates the caches.
  ///
  /// `huge` says that the walk ends at a PDE which maps a 2 MiB page. The address and the address
  /// space id have the ranges of [Tlb].
  public int walkRefs(int asid, long address, boolean huge) {
    if (!huge) {
      long prefix = address >>> PDE_SHIFT;
      if (pde.use(pde.setOf(prefix), TlbKey.ofPage(asid, prefix))) {
        return 1;
      }
    }
    long prefix = address >>> PDPTE_SHIFT;
    int refs = huge ? 1 : 2;
    return pdpte.touch(prefix, TlbKey.ofPage(asid, prefix))
        ? refs
        : refs + upperRefs(asid, address);
  }

  private int upperRefs(int asid, long address) {
    long prefix = address >>> PDPTE_SHIFT;
    pdpte.insert(prefix, TlbKey.ofPage(asid, prefix));
    prefix = address >>> PML4_SHIFT;
    long key = TlbKey.ofPage(asid, prefix);
    if (pml4.touch(prefix, key)) {
      return 1;
    }
    pml4.insert(prefix, key);
    return 2;
  }

  /// Drops every entry of one address space.
  public void flushAsid(int asid) {
    pde.removeMatching(TlbKey.ASID_MASK, (long) asid << TlbKey.ASID_SHIFT);
    pdpte.removeAsid(asid);
    pml4.removeAsid(asid);
  }

  /// Drops what a flush of `[start, end)` drops: every entry of the address space, unless the range
  /// is empty.
  ///
  /// INVLPG invalidates the paging-structure caches of the current PCID regardless of the address
  /// (Intel SDM volume 3, section 4.10.4.1), so a range of one page is as dear as all.
  public void flushRange(int asid, long start, long end) {
    if (start < end) {
      flushAsid(asid);
    }
  }

  /// Drops every entry.
  public void flushAll() {
    pde.clear();
    pdpte.clear();
    pml4.clear();
  }

  /// A cache with the same entries and order that shares nothing with this one.
  public PageWalkCache copy() {
    return new PageWalkCache(this);
  }
}
