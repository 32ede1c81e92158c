package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
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
    int head = folios.head(slot);
    rmap.noteUnmapForSplit(slot);
    forEachMapping(slot, (mm, vma, address) -> splitHugeMapping(mm, vma, address, head));
    forEachPte(slot, rmap::mergeAccessBits);
    forEachPte(slot, rmap::mergeDirty);
    forEachMapping(
        slot,
        (mm, vma, address) -> {
          for (int i = 0; i < 1 << order; i++) {
            long page = address + ((long) i << PhysicalMemory.PAGE_SHIFT);
            if (!vma.has(VmFlags.LOCKED) && vma.contains(page)) {
              mapZeroPage(mm, page, head + i);
            }
          }
        });
    if (order == PhysicalMemory.PMD_ORDER) {
      kernel.count(VmEvent.THP_SPLIT_PAGE);
    }
    kernel.count(order, MthpStat.SPLIT, 1);
    inheritFlags(slot);
    rmap.dissolve(slot);
  }

  /// Every page is as dirty as the folio was, and as free to drop (`__split_folio_to_order`).
  private void inheritFlags(int slot) {
    int head = folios.head(slot);
    int inherited = rmap.isDirty(head) ? FrameFlags.DIRTY : 0;
    inherited |= folios.isLazyFree(slot) ? FrameFlags.LAZY_FREE : 0;
    for (int i = 0; i < 1 << folios.order(slot); i++) {
      frames.setFlags(head + i, inherited);
    }
  }

  private interface MappingVisitor {
    /// `address` is that of the folio's first page and may lie before the VMA.
    void visit(Mm mm, Vma vma, long address);
  }

  /// Visits the VMAs that may map the folio (`rmap_walk_anon`).
  private void forEachMapping(int slot, MappingVisitor visitor) {
    long index = folios.index(slot);
    long last = index + (1L << folios.order(slot)) - 1;
    for (Mm mm : kernel.mms()) {
      for (int i = 0; i < mm.vmas.size(); i++) {
        Vma vma = mm.vmas.get(i);
        boolean related = vma.anonVma != null && vma.anonVma.root() == folios.anonRoot(slot);
        if (related && vma.pgoff <= last && index < vma.pgoff + vma.nrPages()) {
          visitor.visit(mm, vma, vma.start + ((index - vma.pgoff) << PhysicalMemory.PAGE_SHIFT));
        }
      }
    }
  }

  private void splitHugeMapping(Mm mm, Vma vma, long address, int head) {
    if (!vma.contains(address)) {
      return;
    }
    int slot = mm.pageTable.pmdSlot(address);
    long pmd = slot == PageTable.NONE ? Pmd.NONE : mm.pageTable.pmd(slot);
    if ((pmd & Pmd.HUGE) != 0 && Pte.pfn(pmd) == head) {
      huge.split(mm, slot, address);
    }
  }

  /// Returns the PTE index that maps `pfn` at `address`, or -1.
  private static int mappedAt(Mm mm, int slot, long address, int pfn) {
    if (slot == PageTable.NONE || !Pmd.isTable(mm.pageTable.pmd(slot))) {
      return -1;
    }
    int index = PageTable.pteIndex(address);
    long pte = mm.pageTable.pte(mm.pageTable.table(slot), index);
    return Pte.isAnon(pte) && Pte.pfn(pte) == pfn ? index : -1;
  }

  /// Visits the PTEs that map the folio.
  private void forEachPte(int slot, LongConsumer visitor) {
    int head = folios.head(slot);
    int nrPages = 1 << folios.order(slot);
    forEachMapping(
        slot,
        (mm, vma, address) -> {
          for (int i = 0; i < nrPages; i++) {
            long page = address + ((long) i << PhysicalMemory.PAGE_SHIFT);
            int range = mm.pageTable.pmdSlot(page);
            int index = mappedAt(mm, range, page, head + i);
            if (index >= 0) {
              visitor.accept(mm.pageTable.pte(mm.pageTable.table(range), index));
            }
          }
        });
  }

  /// `try_to_map_unused_to_zeropage()`.
  private void mapZeroPage(Mm mm, long address, int pfn) {
    int slot = mm.pageTable.pmdSlot(address);
    int index = mappedAt(mm, slot, address, pfn);
    if (index < 0 || (frames.flags(pfn) & FrameFlags.NONZERO) != 0) {
      return;
    }
    mm.pageTable.setPte(
        mm.pageTable.table(slot), index, Pte.of(0, Pte.PRESENT | Pte.ZERO | Pte.YOUNG));
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

  /// `folio_test_mlocked()`: a locked VMA maps it as a whole. Its zero pages could not give way to
  /// the zero page.
  private boolean isLocked(int slot) {
    long bytes = (long) PhysicalMemory.PAGE_SIZE << folios.order(slot);
    int head = folios.head(slot);
    boolean[] locked = {false};
    forEachMapping(
        slot,
        (mm, vma, address) ->
            locked[0] |=
                vma.has(VmFlags.LOCKED)
                    && address >= vma.start
                    && address + bytes <= vma.end
                    && maps(mm, address, head));
    return locked[0];
  }

  /// Whether the folio's first page is mapped at `address`, by a PMD entry or a PTE.
  private static boolean maps(Mm mm, long address, int head) {
    int slot = mm.pageTable.pmdSlot(address);
    long pmd = slot == PageTable.NONE ? Pmd.NONE : mm.pageTable.pmd(slot);
    return (pmd & Pmd.HUGE) != 0 ? Pte.pfn(pmd) == head : mappedAt(mm, slot, address, head) >= 0;
  }

  /// `thp_underused()`: more pages are zero than khugepaged would tolerate as holes.
  private boolean isUnderused(int slot) {
    int maxNone = kernel.thp().khugepaged().get(KhugepagedSettings.Key.MAX_PTES_NONE);
    if (maxNone == PMD_PAGES - 1 || isLocked(slot)) {
      return false;
    }
    forEachPte(slot, rmap::mergeAccessBits);
    int zero = 0;
    for (int i = 0; i < PMD_PAGES; i++) {
      if ((frames.flags(folios.head(slot) + i) & FrameFlags.NONZERO) == 0) {
        zero++;
      }
    }
    return zero > maxNone;
  }
}
