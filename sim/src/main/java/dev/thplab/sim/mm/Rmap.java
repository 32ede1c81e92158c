package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// Counts the mappings of anonymous folios and frees a folio with its last one: mm/rmap.c, and the
/// deferred-split part of mm/huge_memory.c (6.18, `CONFIG_PAGE_MAPCOUNT`).
///
/// A folio's references are its mappings: swap cache, pins and LRU batches are not modelled.
final class Rmap {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final PhysicalMemory memory;
  private final Folios folios;
  private final Frames frames;

  Rmap(Kernel kernel) {
    this.kernel = kernel;
    memory = kernel.memory();
    folios = memory.folios();
    frames = memory.frames();
  }

  /// Allocates an anonymous folio for `address` of `vma`, or returns [BuddyAllocator#NONE].
  int allocate(Vma vma, long address, int order) {
    long head = address & -((long) PhysicalMemory.PAGE_SIZE << order);
    int pfn = memory.allocateAnonFolio(order, vma.indexOf(head), vma.anonVma.root());
    if (pfn != BuddyAllocator.NONE) {
      kernel.count(order, MthpStat.NR_ANON, 1);
      if ((vma.flags & (VmFlags.LOCKED | VmFlags.SPECIAL)) == VmFlags.LOCKED) {
        markLocked(pfn);
      }
    }
    return pfn;
  }

  /// Frees the large folio at `pfn`, which [#allocate] returned and nobody ever mapped.
  void cancel(int pfn) {
    int slot = frames.folio(pfn);
    kernel.count(folios.order(slot), MthpStat.NR_ANON, -1);
    memory.freeLargeFolio(slot);
  }

  /// Adds PTE mappings of `count` pages from `pfn`, all of one folio (`folio_add_anon_rmap_ptes`).
  void addPtes(Mm mm, int pfn, int count) {
    int slot = frames.folio(pfn);
    int newlyMapped = 0;
    for (int i = 0; i < count; i++) {
      if (memory.addMapcount(pfn + i, 1) == 1) {
        newlyMapped++;
      }
    }
    if (slot != Folios.NONE) {
      folios.addNrPagesMapped(slot, newlyMapped);
      folios.addLargeMapcount(slot, count, mm.id());
    }
  }

  /// Adds a PMD mapping (`folio_add_anon_rmap_pmd`).
  void addPmd(Mm mm, int slot) {
    folios.addEntireMapcount(slot, 1);
    folios.addLargeMapcount(slot, 1, mm.id());
  }

  /// Removes PTE mappings of `count` pages from `pfn`, all of one folio, from a VMA
  /// (`folio_remove_rmap_ptes`).
  void removePtes(Mm mm, Vma vma, int pfn, int count) {
    unlock(vma, pfn);
    removePtes(mm, pfn, count);
  }

  /// The same from a VMA that is not locked.
  void removePtes(Mm mm, int pfn, int count) {
    int slot = frames.folio(pfn);
    if (slot == Folios.NONE) {
      if (memory.addMapcount(pfn, -1) == 0) {
        free(pfn);
      }
      return;
    }
    folios.subLargeMapcount(slot, count, mm.id());
    int unmapped = 0;
    for (int i = 0; i < count; i++) {
      if (memory.addMapcount(pfn + i, -1) == 0) {
        unmapped++;
      }
    }
    folios.addNrPagesMapped(slot, -unmapped);
    if (folios.largeMapcount(slot) == 0) {
      freeLarge(slot);
    } else if (unmapped > 0 && folios.entireMapcount(slot) == 0 && folios.nrPagesMapped(slot) > 0) {
      deferSplit(slot);
    }
  }

  /// Removes a PMD mapping from a VMA (`folio_remove_rmap_pmd`).
  void removePmd(Mm mm, Vma vma, int slot) {
    unlock(vma, folios.head(slot));
    removePmd(mm, slot);
  }

  /// The same where PTEs have taken the mapping's place, so that a locked folio stays locked.
  void removePmd(Mm mm, int slot) {
    folios.subLargeMapcount(slot, 1, mm.id());
    folios.addEntireMapcount(slot, -1);
    if (folios.largeMapcount(slot) == 0) {
      freeLarge(slot);
      return;
    }
    int mapped = folios.nrPagesMapped(slot);
    if (folios.entireMapcount(slot) == 0 && mapped > 0 && mapped < PMD_PAGES) {
      deferSplit(slot);
    }
  }

  /// Queues a new THP for the check whether it is underused (`deferred_split_folio(folio, false)`).
  void queueUnderused(int slot) {
    if (kernel.thp().shrinkUnderused()) {
      folios.enqueue(slot);
    }
  }

  /// `deferred_split_folio(folio, true)`: some of its pages are unmapped, a split would free them.
  void deferSplit(int slot) {
    if (folios.isPartiallyMapped(slot)) {
      return;
    }
    folios.setPartiallyMapped(slot, true);
    int order = folios.order(slot);
    if (order == PhysicalMemory.PMD_ORDER) {
      kernel.count(VmEvent.THP_DEFERRED_SPLIT_PAGE);
    }
    kernel.count(order, MthpStat.SPLIT_DEFERRED, 1);
    kernel.count(order, MthpStat.NR_ANON_PARTIALLY_MAPPED, 1);
    folios.enqueue(slot);
  }

  private void free(int pfn) {
    countNeverTouched(pfn, 1);
    memory.freeFolio0(pfn);
  }

  private void freeLarge(int slot) {
    int order = folios.order(slot);
    countNeverTouched(folios.head(slot), 1 << order);
    kernel.count(order, MthpStat.NR_ANON, -1);
    if (folios.isPartiallyMapped(slot)) {
      kernel.count(order, MthpStat.NR_ANON_PARTIALLY_MAPPED, -1);
    }
    memory.freeLargeFolio(slot);
  }

  /// Removes one PTE mapping of a folio that is being split; what is left unmapped goes in
  /// [#dissolve].
  void removeForSplit(Mm mm, int pfn) {
    int slot = frames.folio(pfn);
    folios.subLargeMapcount(slot, 1, mm.id());
    if (memory.addMapcount(pfn, -1) == 0) {
      folios.addNrPagesMapped(slot, -1);
    }
  }

  /// Turns a large folio into base pages; those that nobody maps are freed.
  void dissolve(int slot) {
    int order = folios.order(slot);
    int head = folios.head(slot);
    kernel.count(order, MthpStat.NR_ANON, -1);
    if (folios.isPartiallyMapped(slot)) {
      kernel.count(order, MthpStat.NR_ANON_PARTIALLY_MAPPED, -1);
    }
    memory.dissolve(slot);
    for (int i = 0; i < 1 << order; i++) {
      if (frames.mapcount(head + i) == 0) {
        free(head + i);
      }
    }
  }

  private void countNeverTouched(int pfn, int count) {
    int untouched = 0;
    for (int i = 0; i < count; i++) {
      if ((frames.flags(pfn + i) & FrameFlags.TOUCHED) == 0) {
        untouched++;
      }
    }
    if (untouched > 0) {
      kernel.current().faults().addNeverTouched(untouched);
      kernel.faults().addNeverTouched(untouched);
    }
  }

  /// Keeps what a PTE knows of the page's use when the PTE goes away or is shared.
  void mergeAccessBits(long pte) {
    int bits = 0;
    if ((pte & Pte.TOUCHED) != 0) {
      bits |= FrameFlags.TOUCHED;
    }
    if ((pte & Pte.WRITTEN) != 0) {
      bits |= FrameFlags.NONZERO;
    }
    if (bits != 0) {
      frames.setFlags(Pte.pfn(pte), bits);
    }
  }

  /// Keeps that the folio was written through `entry`, which goes away (`folio_mark_dirty`).
  void mergeDirty(long entry) {
    if ((entry & Pte.DIRTY) != 0) {
      markDirty(Pte.pfn(entry));
    }
  }

  /// Marks the folio that holds `pfn` as written (`folio_mark_dirty`).
  void markDirty(int pfn) {
    frames.setFlags(headOf(pfn), FrameFlags.DIRTY);
  }

  /// Whether the folio that holds `pfn` is marked as written (`folio_test_dirty`).
  boolean isDirty(int pfn) {
    return (frames.flags(headOf(pfn)) & FrameFlags.DIRTY) != 0;
  }

  /// `folio_clear_dirty()`.
  void clearDirty(int pfn) {
    frames.clearFlags(headOf(pfn), FrameFlags.DIRTY);
  }

  /// `folio_mark_accessed()`.
  void markReferenced(int pfn) {
    frames.setFlags(headOf(pfn), FrameFlags.REFERENCED);
  }

  /// Whether a system call used the folio that holds `pfn` (`folio_test_referenced`).
  boolean isReferenced(int pfn) {
    return (frames.flags(headOf(pfn)) & FrameFlags.REFERENCED) != 0;
  }

  /// `folio_clear_referenced()`.
  void clearReferenced(int pfn) {
    frames.clearFlags(headOf(pfn), FrameFlags.REFERENCED);
  }

  /// `mlock_folio()`.
  void markLocked(int pfn) {
    frames.setFlags(headOf(pfn), FrameFlags.LOCKED);
  }

  /// `folio_test_mlocked()`.
  boolean isLocked(int pfn) {
    return (frames.flags(headOf(pfn)) & FrameFlags.LOCKED) != 0;
  }

  /// `munlock_vma_folio()`: also of a folio of which other pages stay, since that is not known.
  private void unlock(Vma vma, int pfn) {
    if (vma.has(VmFlags.LOCKED)) {
      frames.clearFlags(headOf(pfn), FrameFlags.LOCKED);
    }
  }

  /// Pages of the folio that holds `pfn`.
  int nrPages(int pfn) {
    int slot = frames.folio(pfn);
    return slot == Folios.NONE ? 1 : 1 << folios.order(slot);
  }

  private int headOf(int pfn) {
    int slot = frames.folio(pfn);
    return slot == Folios.NONE ? pfn : folios.head(slot);
  }

  /// Number of references to the folio that holds `pfn`; equal to its mappings.
  int references(int pfn) {
    int slot = frames.folio(pfn);
    return slot == Folios.NONE ? frames.mapcount(pfn) : folios.largeMapcount(slot);
  }
}
