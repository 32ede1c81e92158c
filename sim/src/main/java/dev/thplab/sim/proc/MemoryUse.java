package dev.thplab.sim.proc;

import dev.thplab.sim.Machine;
import dev.thplab.sim.mm.Mm;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.Frames;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.BitSet;

/// What the page frames of a machine are used for, in pages: the gauges that /proc/meminfo and
/// /proc/vmstat share, under the names of `enum node_stat_item`.
///
/// @param managed pages the allocator started with (`zone_managed_pages`)
/// @param free `NR_FREE_PAGES`
/// @param freeInBlocks `NR_FREE_PAGES_BLOCKS`: free pages in free blocks of 2 MiB and more
/// @param anonMapped `NR_ANON_MAPPED`: anonymous pages with a mapping, each once
/// @param anonThps `NR_ANON_THPS`: anonymous pages of folios with a PMD mapping
/// @param shmem `NR_SHMEM`: pages of shared anonymous memory
/// @param shmemThps `NR_SHMEM_THPS`: those in folios of 2 MiB
/// @param shmemPmdMapped `NR_SHMEM_PMDMAPPED`: those of folios with a PMD mapping
/// @param shmemMapped `NR_FILE_MAPPED`, of which the page cache has no part
/// @param pageTables `NR_PAGETABLE`, of which only the lowest level takes frames
record MemoryUse(
    long managed,
    long free,
    long freeInBlocks,
    long anonMapped,
    long anonThps,
    long shmem,
    long shmemThps,
    long shmemPmdMapped,
    long shmemMapped,
    long pageTables) {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  /// Counts the frames of a machine.
  static MemoryUse of(Machine machine) {
    PhysicalMemory memory = machine.kernel().memory();
    BuddyAllocator buddy = memory.buddy();
    Frames frames = memory.frames();
    long anon = 0;
    long anonMapped = 0;
    for (int pfn = 0; pfn < buddy.materialisedEnd(); pfn++) {
      if ((frames.flags(pfn) & FrameFlags.ANON) != 0) {
        anon++;
        anonMapped += isMapped(memory, pfn) ? 1 : 0;
      }
    }
    Folios folios = memory.folios();
    long anonThps = 0;
    long shmemThps = 0;
    for (int slot = 0; slot < folios.slots(); slot++) {
      if (folios.isLive(slot) && folios.anonRoot(slot) == Folios.NO_ROOT) {
        shmemThps += PMD_PAGES;
      } else if (folios.isLive(slot) && folios.entireMapcount(slot) > 0) {
        anonThps += PMD_PAGES;
      }
    }
    BitSet shmemMapped = new BitSet();
    BitSet shmemPmdMapped = new BitSet();
    for (Mm mm : machine.kernel().mms()) {
      addShmem(machine.calls().walk(mm), mm, shmemMapped, shmemPmdMapped);
    }
    long used = buddy.managedPages() - buddy.freePages();
    return new MemoryUse(
        buddy.managedPages(),
        buddy.freePages(),
        freeInBlocks(buddy),
        anonMapped,
        anonThps,
        used - anon - memory.pageTablePages() - machine.kernel().hugeZeroPages(),
        shmemThps,
        shmemPmdMapped.cardinality(),
        shmemMapped.cardinality(),
        memory.pageTablePages());
  }

  private static boolean isMapped(PhysicalMemory memory, int pfn) {
    int folio = memory.frames().folio(pfn);
    return memory.frames().mapcount(pfn) > 0
        || (folio != Folios.NONE && memory.folios().entireMapcount(folio) > 0);
  }

  private static long freeInBlocks(BuddyAllocator buddy) {
    long pages = 0;
    for (int order = PhysicalMemory.PMD_ORDER; order <= BuddyAllocator.MAX_ORDER; order++) {
      pages += (long) buddy.freeBlocks(order) << order;
    }
    return pages;
  }

  /// Adds the frames of shared memory that `mm` maps, and those it maps by PMD entries.
  private static void addShmem(PageWalk walk, Mm mm, BitSet mapped, BitSet pmdMapped) {
    for (int i = 0; i < mm.vmas().size(); i++) {
      Vma vma = mm.vmas().get(i);
      if (!vma.isShmem()) {
        continue;
      }
      for (long address = vma.start(); address < vma.end(); address += PhysicalMemory.PAGE_SIZE) {
        if (walk.at(address).kind() == PageWalk.Kind.SHMEM) {
          mapped.set(walk.pfn());
          if (walk.isPmdMapped()) {
            pmdMapped.set(walk.pfn());
          }
        }
      }
    }
  }
}
