package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;

/// The one order-9 folio of zeros that read faults share (`huge_zero_folio` of mm/huge_memory.c).
///
/// It is allocated at the first use. Each mm that maps it holds one reference until it exits; then
/// only the shrinker frees it.
final class HugeZeroFolio {
  private final PhysicalMemory memory;
  private int pfn = BuddyAllocator.NONE;
  private int users;

  HugeZeroFolio(PhysicalMemory memory) {
    this.memory = memory;
  }

  /// Makes the same folio in a copy of the memory.
  HugeZeroFolio(HugeZeroFolio other, PhysicalMemory memory) {
    this.memory = memory;
    pfn = other.pfn;
    users = other.users;
  }

  /// Whether the folio has to be allocated before it can be mapped.
  boolean isAbsent() {
    return pfn == BuddyAllocator.NONE;
  }

  /// Allocates the folio and says whether that worked.
  boolean allocate() {
    pfn = memory.buddy().allocate(PhysicalMemory.PMD_ORDER);
    return !isAbsent();
  }

  void get() {
    users++;
  }

  void put() {
    users--;
  }

  /// Frees the folio if no mm uses it (`shrink_huge_zero_folio_scan`).
  void shrink() {
    if (users == 0 && !isAbsent()) {
      memory.buddy().free(pfn, PhysicalMemory.PMD_ORDER);
      pfn = BuddyAllocator.NONE;
    }
  }
}
