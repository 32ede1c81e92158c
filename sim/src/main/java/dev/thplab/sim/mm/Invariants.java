package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.task.Cgroup;
import java.util.ArrayList;
import java.util.List;

/// Recounts the state of a machine from its page tables and says where the books differ.
///
/// Checked: every frame is free or owned once; free blocks are aligned and cannot merge; mapcounts,
/// folio mapcounts, RSS and the `nr_anon` gauges equal a recount; VMAs do not overlap; page tables
/// lie below VMAs; the TLB holds only what the page tables say.
public final class Invariants {
  private static final int PMD_PAGES = 1 << PhysicalMemory.PMD_ORDER;

  private final Kernel kernel;
  private final PhysicalMemory memory;
  private final Folios folios;
  private final int nrFrames;
  private final byte[] owners;
  private final int[] mapcount;
  private final int[] entireMapcount;
  private final int[] largeMapcount;
  private final List<String> violations = new ArrayList<>();

  private Invariants(Kernel kernel) {
    this.kernel = kernel;
    memory = kernel.memory();
    folios = memory.folios();
    nrFrames = memory.buddy().materialisedEnd();
    owners = new byte[nrFrames];
    mapcount = new int[nrFrames];
    entireMapcount = new int[folios.slots()];
    largeMapcount = new int[folios.slots()];
  }

  /// Returns what is wrong with a machine; empty when nothing is.
  public static List<String> violations(Kernel kernel) {
    List<Mm> mms = kernel.mms();
    Invariants check = new Invariants(kernel);
    check.freeBlocks();
    long rss = 0;
    List<Shmem> seen = new ArrayList<>();
    for (Mm mm : mms) {
      check.vmas(mm, seen);
      rss += check.pageTables(mm);
    }
    check.equal("rss of the machine", kernel.rssPages(), rss);
    check.cgroups(mms);
    check.folioBooks();
    check.frameBooks();
    check.tlb(mms);
    return check.violations;
  }

  /// Adds up what the processes of each cgroup and its descendants have.
  private void cgroups(List<Mm> mms) {
    for (Cgroup cgroup : kernel.cgroups().all()) {
      long counted = 0;
      for (Mm mm : mms) {
        for (Cgroup of = mm.cgroup(); of != null; of = of.parent()) {
          counted += of.id() == cgroup.id() ? mm.anonPages() : 0;
        }
      }
      long kept = kernel.cgroups().liveAnonPages()[cgroup.id()];
      equal("anon pages of cgroup", cgroup.id(), kept, counted);
    }
  }

  private void equal(String what, long kept, long counted) {
    if (kept != counted) {
      violations.add("%s is %d, a recount gives %d".formatted(what, kept, counted));
    }
  }

  /// Compares what the books say of one of many.
  private void equal(String what, int number, long kept, long counted) {
    if (kept != counted) {
      equal("%s %d".formatted(what, number), kept, counted);
    }
  }

  private void own(int pfn, String owner) {
    if (pfn < 0 || pfn >= nrFrames) {
      violations.add("%s owns frame %d, which was never allocated".formatted(owner, pfn));
    } else if (++owners[pfn] > 1) {
      violations.add("frame %d of %s has another owner".formatted(pfn, owner));
    }
  }

  private void freeBlocks() {
    BuddyAllocator buddy = memory.buddy();
    int[] blocks = new int[BuddyAllocator.MAX_ORDER + 1];
    long pages = 0;
    for (int pfn = 0; pfn < nrFrames; pfn++) {
      int order = buddy.freeOrder(pfn);
      if (order < 0) {
        continue;
      }
      blocks[order]++;
      pages += 1L << order;
      if ((pfn & ((1 << order) - 1)) != 0) {
        violations.add("free block %d of order %d is not aligned".formatted(pfn, order));
      }
      if (order < BuddyAllocator.MAX_ORDER && buddy.freeOrder(pfn ^ (1 << order)) == order) {
        violations.add("free blocks of order %d at %d have not merged".formatted(order, pfn));
      }
      for (int i = 0; i < 1 << order; i++) {
        own(pfn + i, "a free block");
      }
    }
    long neverUsed = buddy.managedPages() - nrFrames;
    blocks[BuddyAllocator.MAX_ORDER] += (int) (neverUsed >> BuddyAllocator.MAX_ORDER);
    equal("free pages", buddy.freePages(), pages + neverUsed);
    for (int order = 0; order <= BuddyAllocator.MAX_ORDER; order++) {
      equal("free blocks of order", order, buddy.freeBlocks(order), blocks[order]);
    }
  }

  private void vmas(Mm mm, List<Shmem> seen) {
    long last = 0;
    for (int i = 0; i < mm.vmas.size(); i++) {
      Vma vma = mm.vmas.get(i);
      if (vma.start < last || vma.start >= vma.end) {
        violations.add("vma %x-%x of mm %d is out of order".formatted(vma.start, vma.end, mm.id()));
      }
      last = vma.end;
      if (vma.shmem != null && seen.stream().noneMatch(other -> other == vma.shmem)) {
        seen.add(vma.shmem);
        for (int page = 0; page < vma.shmem.nrPages(); page++) {
          if (vma.shmem.pfn(page) != BuddyAllocator.NONE) {
            own(vma.shmem.pfn(page), "shared memory");
          }
        }
      }
    }
  }

  /// Counts the mappings of one address space and returns its anonymous pages.
  private long pageTables(Mm mm) {
    PageTable pageTable = mm.pageTable;
    long[] anon = {0, 0};
    int[] tables = {0};
    pageTable.forEachRange((address, slot) -> {
      tables[0]++;
      own(pageTable.tablePfn(slot), "a page table");
      if (!mm.vmas.overlaps(address, address + HugeMemory.PMD_SIZE)) {
        violations.add("page table at %x of mm %d lies below no VMA".formatted(address, mm.id()));
      }
      long pmd = pageTable.pmd(slot);
      if ((pmd & (Pmd.HUGE | Pte.SHMEM)) == Pmd.HUGE) {
        int folio = memory.frames().folio(Pte.pfn(pmd));
        entireMapcount[folio]++;
        largeMapcount[folio]++;
        anon[0] += PMD_PAGES;
        anon[1] += PMD_PAGES;
      } else if (Pmd.isTable(pmd)) {
        int present = 0;
        for (int i = 0; i < PMD_PAGES; i++) {
          long pte = pageTable.pte(pageTable.table(slot), i);
          present += Pte.isPresent(pte) ? 1 : 0;
          if (Pte.isAnon(pte)) {
            anon[0]++;
            mapped(Pte.pfn(pte));
          }
        }
        equal(
            "present entries at 2 MiB block",
            (int) (address >>> 21),
            pageTable.nrPresent(address),
            present);
      }
    });
    equal("nr_ptes of mm", mm.id(), mm.nrPageTables(), tables[0]);
    equal("anon pages of mm", mm.id(), mm.anonPages(), anon[0]);
    equal("pmd-mapped pages of mm", mm.id(), mm.pmdMappedPages(), anon[1]);
    return anon[0];
  }

  private void mapped(int pfn) {
    mapcount[pfn]++;
    int folio = memory.frames().folio(pfn);
    if (folio != Folios.NONE) {
      largeMapcount[folio]++;
    }
  }

  private void folioBooks() {
    int[] live = new int[PhysicalMemory.PMD_ORDER + 1];
    for (int slot = 0; slot < folios.slots(); slot++) {
      if (!folios.isLive(slot) || folios.anonRoot(slot) == Folios.NO_ROOT) {
        continue;
      }
      int order = folios.order(slot);
      live[order]++;
      int mappedPages = 0;
      for (int i = 0; i < 1 << order; i++) {
        own(folios.head(slot) + i, "a large folio");
        if (mapcount[folios.head(slot) + i] > 0) {
          mappedPages++;
        }
      }
      equal("entire mapcount of folio", slot, folios.entireMapcount(slot), entireMapcount[slot]);
      equal("large mapcount of folio", slot, folios.largeMapcount(slot), largeMapcount[slot]);
      equal("mapped pages of folio", slot, folios.nrPagesMapped(slot), mappedPages);
    }
    for (int order = 2; order <= PhysicalMemory.PMD_ORDER; order++) {
      equal("nr_anon of order", order, kernel.counters().get(order, MthpStat.NR_ANON), live[order]);
    }
  }

  private void frameBooks() {
    for (int pfn = 0; pfn < nrFrames; pfn++) {
      int flags = memory.frames().flags(pfn);
      if ((flags & FrameFlags.ANON) != 0) {
        equal("mapcount of frame", pfn, memory.frames().mapcount(pfn), mapcount[pfn]);
        if (memory.frames().folio(pfn) == Folios.NONE) {
          own(pfn, "a base page");
          if (mapcount[pfn] == 0) {
            violations.add("frame %d belongs to a base page that nobody maps".formatted(pfn));
          }
        }
      }
    }
    int lost = 0;
    for (int pfn = 0; pfn < nrFrames; pfn++) {
      lost += owners[pfn] == 0 ? 1 : 0;
    }
    equal("frames without an owner", kernel.hugeZero().isAbsent() ? 0 : PMD_PAGES, lost);
  }

  private void tlb(List<Mm> mms) {
    kernel
        .tlb()
        .forEachEntry((level, asid, address, isHuge, isWritable) -> {
          for (Mm mm : mms) {
            if (mm.id() == asid) {
              tlbEntry(mm, address, isHuge, isWritable);
              return;
            }
          }
          violations.add("the TLB knows page %x of mm %d, which is gone".formatted(address, asid));
        });
  }

  private void tlbEntry(Mm mm, long address, boolean isHuge, boolean isWritable) {
    int slot = mm.pageTable.pmdSlot(address);
    long entry = slot == PageTable.NONE ? Pmd.NONE : mm.pageTable.pmd(slot);
    boolean transHuge = Pmd.isTransHuge(entry);
    if (!transHuge && Pmd.isTable(entry)) {
      entry = mm.pageTable.pte(mm.pageTable.table(slot), PageTable.pteIndex(address));
    }
    if (transHuge != isHuge || !Pte.isPresent(entry) || (isWritable && !Pte.isWritable(entry))) {
      violations.add(
          "the TLB has a stale %s entry for page %x of mm %d"
              .formatted(isHuge ? "2 MiB" : "4 KiB", address, mm.id()));
    }
  }
}
