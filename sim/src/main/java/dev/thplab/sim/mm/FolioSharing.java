package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;

/// Whether more than one address space maps a folio, as far as the kernel knows
/// (include/linux/mm.h).
final class FolioSharing {
  private final Kernel kernel;
  private final PhysicalMemory memory;
  private final Folios folios;

  FolioSharing(Kernel kernel) {
    this.kernel = kernel;
    memory = kernel.memory();
    folios = memory.folios();
  }

  /// Asks about the folio of any order that holds `pfn`.
  boolean maybeShared(int pfn) {
    int slot = memory.frames().folio(pfn);
    return slot == Folios.NONE ? memory.frames().mapcount(pfn) > 1 : maybeSharedFolio(slot);
  }

  /// Asks about a large folio.
  boolean maybeSharedFolio(int slot) {
    return kernel.profile().tracksFolioSharing()
        ? folios.maybeMappedShared(slot)
        : isLikelyShared(slot);
  }

  /// `folio_likely_mapped_shared()` of 6.12: certain where some page must be mapped twice, else a
  /// guess by the first page.
  private boolean isLikelyShared(int slot) {
    int mapcount = folios.largeMapcount(slot);
    if (mapcount <= 1) {
      return false;
    }
    return folios.entireMapcount(slot) > 0
        || mapcount > 1 << folios.order(slot)
        || memory.frames().mapcount(folios.head(slot)) > 1;
  }
}
