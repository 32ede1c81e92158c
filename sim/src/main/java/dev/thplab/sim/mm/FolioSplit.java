package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/// Splits large folios into base pages: `split_huge_page_to_list_to_order()` and the deferred-split
/// shrinker of mm/huge_memory.c (6.18).
///
/// Mapped subpages that are zero give way to the shared zero page, unmapped ones are freed.
final class FolioSplit {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final Rmap rmap;
  private final HugeMemory huge;
  private final Folios folios;
  private final Frames frames;

  FolioSplit(Kernel kernel, Rmap rmap, HugeMemory huge) {
    this.kernel = kernel;
    this.rmap = rmap;
    this.huge = huge;
    folios = kernel.memory().folios();
    frames = kernel.memory().frames();
  }

  /// Splits the folio `slot` wherever it is mapped.
  void split(int slot) {
    int order = folios.order(slot);
    List<FolioMapping> mappings = FolioMapping.of(kernel, slot);
    if (isPartiallyMappedMeanwhile(slot, mappings)) {
      rmap.deferSplit(slot);
    }
    mappings.forEach(this::splitHugeMapping);
    forEachPte(mappings, rmap::mergeAccessBits);
    forEachPte(mappings, rmap::mergeDirty);
    BitSet locked = mapZeroPages(mappings);
    if (order == PhysicalMemory.PMD_ORDER) {
      kernel.count(VmEvent.THP_SPLIT_PAGE);
    }
    kernel.count(order, MthpStat.SPLIT, 1);
    inheritFlags(slot, locked);
    rmap.dissolve(slot);
  }

  /// Every page is as dirty as the folio was, as referenced and as free to drop
  /// (`__split_folio_to_order`), and locked if a locked VMA maps it.
  private void inheritFlags(int slot, BitSet locked) {
    int head = folios.head(slot);
    int inherited = rmap.isDirty(head) ? FrameFlags.DIRTY : 0;
    inherited |= rmap.isReferenced(head) ? FrameFlags.REFERENCED : 0;
    inherited |= folios.isLazyFree(slot) ? FrameFlags.LAZY_FREE : 0;
    for (int i = 0; i < 1 << folios.order(slot); i++) {
      frames.setFlags(head + i, inherited);
    }
    frames.clearFlags(head, FrameFlags.LOCKED);
    locked.stream().forEach(i -> frames.setFlags(head + i, FrameFlags.LOCKED));
  }

  /// Whether the folio counts as partially mapped for a moment while one VMA after the other gives
  /// up its mappings (`try_to_migrate_one`): PTEs go one by one, a huge mapping at once, and as
  /// long as there is one the folio counts as mapped.
  private boolean isPartiallyMappedMeanwhile(int slot, List<FolioMapping> mappings) {
    if (folios.entireMapcount(slot) == 0) {
      return folios.nrPagesMapped(slot) > 1;
    }
    int lastHuge = mappings.size() - 1;
    while (!mappings.get(lastHuge).isHuge()) {
      lastHuge--;
    }
    return mappings.subList(lastHuge + 1, mappings.size()).stream().anyMatch(FolioMapping::hasPtes);
  }

  private void splitHugeMapping(FolioMapping mapping) {
    if (mapping.isHuge()) {
      PageTable pageTable = mapping.mm().pageTable;
      huge.split(mapping.mm(), pageTable.pmdSlot(mapping.address()), mapping.address());
    }
  }

  /// Maps the zero page in the place of each page that is zero; not in a locked VMA, and not behind
  /// one that maps the page. Returns the pages that locked VMAs map.
  private BitSet mapZeroPages(List<FolioMapping> mappings) {
    BitSet locked = new BitSet(PMD_PAGES);
    for (FolioMapping mapping : mappings) {
      for (int i = 0; i < mapping.nrPages(); i++) {
        if (mapping.pte(i) == Pte.NONE) {
          continue;
        }
        if (mapping.vma().has(VmFlags.LOCKED)) {
          locked.set(i);
        } else if (!locked.get(i)) {
          mapZeroPage(mapping.mm(), mapping.addressOf(i), mapping.head() + i);
        }
      }
    }
    return locked;
  }

  /// Visits the PTEs that map the folio.
  private static void forEachPte(List<FolioMapping> mappings, LongConsumer visitor) {
    for (FolioMapping mapping : mappings) {
      for (int i = 0; i < mapping.nrPages(); i++) {
        long pte = mapping.pte(i);
        if (pte != Pte.NONE) {
          visitor.accept(pte);
        }
      }
    }
  }

  /// `try_to_map_unused_to_zeropage()`.
  private void mapZeroPage(Mm mm, long address, int pfn) {
    if ((frames.flags(pfn) & FrameFlags.NONZERO) != 0) {
      return;
    }
    int table = mm.pageTable.table(mm.pageTable.pmdSlot(address));
    mm.pageTable.setPte(
        table, PageTable.pteIndex(address), Pte.of(0, Pte.PRESENT | Pte.ZERO | Pte.YOUNG));
    kernel.tlb().flushPage(mm.id(), address);
    mm.addAnonPages(-1);
    rmap.removeForSplit(mm, pfn);
  }

  /// Runs the deferred-split shrinker over the whole queue, as a shrinker pass at the highest
  /// priority does (`deferred_split_scan`): partially mapped folios are split, others only if
  /// underused, and leave the queue.
  void shrink() {
    int slot = folios.firstQueued();
    while (slot != Folios.NONE) {
      int next = folios.nextQueued(slot);
      boolean partially = folios.isPartiallyMapped(slot);
      if (partially || isUnderused(slot)) {
        if (!partially) {
          kernel.count(VmEvent.THP_UNDERUSED_SPLIT_PAGE);
        }
        split(slot);
      } else {
        folios.dequeue(slot);
      }
      slot = next;
    }
  }

  /// `thp_underused()`: more pages are zero than khugepaged would tolerate as holes. The zero pages
  /// of a locked folio could not give way to the zero page.
  private boolean isUnderused(int slot) {
    int maxNone = kernel.thp().khugepaged().get(KhugepagedSettings.Key.MAX_PTES_NONE);
    if (maxNone == PMD_PAGES - 1 || rmap.isLocked(folios.head(slot))) {
      return false;
    }
    forEachPte(FolioMapping.of(kernel, slot), rmap::mergeAccessBits);
    int zero = 0;
    for (int i = 0; i < PMD_PAGES; i++) {
      if ((frames.flags(folios.head(slot) + i) & FrameFlags.NONZERO) == 0) {
        zero++;
      }
    }
    return zero > maxNone;
  }
}
