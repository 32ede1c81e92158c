package dev.thplab.sim.hw;

/// The shapes of the split paging-structure caches: entries that stand for a page table (PDE), a
/// page directory (PDPTE) and a page-directory-pointer table (PML4E).
public record WalkCacheGeometry(TlbGeometry pde, TlbGeometry pdpte, TlbGeometry pml4) {
  /// ChampSim's defaults PSCL2 4x8, PSCL3 2x4, PSCL4 1x4 (sets x ways). Vendors do not publish the
  /// sizes; every preset uses these unless it says otherwise.
  public static final WalkCacheGeometry CHAMPSIM =
      new WalkCacheGeometry(TlbGeometry.of(32, 8), TlbGeometry.of(8, 4), TlbGeometry.of(4, 4));
}
