package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.FrameFlags;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;

/// A reader of one address space: what /proc/PID/smaps, pagemap and kpageflags tell, for dumps,
/// maps and tests.
///
/// Call [#at] and then read the other methods about that page.
public final class PageWalk {
  /// What a page is.
  public enum Kind {
    NONE("none"),
    ANON("anon"),
    ZERO("zero"),
    HUGE_ZERO("huge_zero"),
    SHMEM("shmem"),
    FILE("file"),
    GUARD("guard");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// The name in results.
    public String label() {
      return label;
    }
  }

  private final Kernel kernel;
  private final Mm mm;
  private final AllowableOrders allowable;
  private final ShmemMappings shmemMappings;
  private long address;
  private Kind kind = Kind.NONE;
  private boolean pmdNone;
  private boolean pmdMapped;
  private boolean exclusive;
  private int mapcount;
  private boolean young;
  private boolean dirty;
  private boolean lazyFree;
  private boolean touched;
  private int pfn;
  private int headPfn;
  private int order;

  PageWalk(Kernel kernel, Mm mm, AllowableOrders allowable, ShmemMappings shmemMappings) {
    this.kernel = kernel;
    this.mm = mm;
    this.allowable = allowable;
    this.shmemMappings = shmemMappings;
  }

  /// Looks at the page that holds `address`.
  public PageWalk at(long address) {
    this.address = address;
    kind = Kind.NONE;
    pmdNone = false;
    pmdMapped = false;
    exclusive = false;
    mapcount = 0;
    young = false;
    dirty = false;
    lazyFree = false;
    touched = false;
    order = 0;
    PageTable pageTable = mm.pageTable;
    int slot = pageTable.pmdSlot(address);
    if (slot == PageTable.NONE || pageTable.pmd(slot) == Pmd.NONE) {
      pmdNone = true;
      return this;
    }
    long pmd = pageTable.pmd(slot);
    int index = PageTable.pteIndex(address);
    if (Pmd.isTransHuge(pmd)) {
      pmdMapped = true;
      readEntry(pmd, Pte.pfn(pmd) + index);
    } else {
      long pte = pageTable.pte(pageTable.table(slot), index);
      readEntry(pte, Pte.pfn(pte));
    }
    return this;
  }

  private void readEntry(long entry, int page) {
    if (entry == Pte.NONE) {
      return;
    }
    if ((entry & Pte.GUARD) != 0) {
      kind = Kind.GUARD;
      return;
    }
    pfn = page;
    headPfn = page;
    exclusive = (entry & Pte.EXCLUSIVE) != 0;
    young = (entry & Pte.YOUNG) != 0;
    dirty = (entry & Pte.DIRTY) != 0;
    if (Pmd.isHugeZero(entry) && pmdMapped) {
      kind = Kind.HUGE_ZERO;
      order = PhysicalMemory.PMD_ORDER;
    } else if ((entry & Pte.ZERO) != 0) {
      kind = Kind.ZERO;
    } else if ((entry & Pte.FILE) != 0) {
      kind = Kind.FILE;
    } else {
      kind = (entry & Pte.SHMEM) != 0 ? Kind.SHMEM : Kind.ANON;
      int folio = kernel.memory().frames().folio(page);
      mapcount = kernel.memory().frames().mapcount(page);
      lazyFree = (kernel.memory().frames().flags(page) & FrameFlags.LAZY_FREE) != 0;
      if (folio != Folios.NONE) {
        mapcount += kernel.memory().folios().entireMapcount(folio);
        lazyFree = kernel.memory().folios().isLazyFree(folio);
        order = kernel.memory().folios().order(folio);
        headPfn = kernel.memory().folios().head(folio);
      }
      dirty |= (kernel.memory().frames().flags(headPfn) & FrameFlags.DIRTY) != 0;
      young |= (kernel.memory().frames().flags(headPfn) & FrameFlags.REFERENCED) != 0;
      touched =
          (!pmdMapped && (entry & Pte.TOUCHED) != 0)
              || (kernel.memory().frames().flags(page) & FrameFlags.TOUCHED) != 0;
    }
  }

  public Kind kind() {
    return kind;
  }

  /// Whether nothing at all is mapped in the 2 MiB range around the page, so that a reader can step
  /// over it.
  public boolean isPmdNone() {
    return pmdNone;
  }

  /// Whether a PMD entry maps the page.
  public boolean isPmdMapped() {
    return pmdMapped;
  }

  /// Whether the page belongs to this address space alone (`PageAnonExclusive`).
  public boolean isExclusive() {
    return exclusive;
  }

  /// Whether this is the page's only mapping (`PM_MMAP_EXCLUSIVE` of /proc/PID/pagemap); not kept
  /// of shared memory.
  public boolean isMappedOnce() {
    return mapcount == 1;
  }

  /// Number of mappings of the page, PTEs and PMD entries (`folio_precise_page_mapcount`); 1 of a
  /// file's page, which has no frame.
  public int mapcount() {
    return switch (kind) {
      case ANON -> mapcount;
      case SHMEM -> {
        Vma vma = mm.vmas.lookup(address);
        yield shmemMappings.mapcount(vma.shmem, (int) vma.indexOf(address));
      }
      case FILE -> 1;
      case NONE, ZERO, HUGE_ZERO, GUARD -> 0;
    };
  }

  /// Whether the page was used through this entry since the bit was last cleared (`pte_young`).
  public boolean isYoung() {
    return young;
  }

  /// Whether the page was written, through this entry or another that is gone (`pte_dirty`,
  /// `PG_dirty`).
  public boolean isDirty() {
    return dirty;
  }

  /// Whether MADV_FREE gave the page up and nobody wrote to it since.
  public boolean isLazyFree() {
    return lazyFree && !dirty;
  }

  /// Whether the program has used the page since it was allocated.
  public boolean isTouched() {
    return touched;
  }

  /// Order of the folio that holds the page.
  public int order() {
    return order;
  }

  /// Frame of the page; defined for anon and shmem.
  public int pfn() {
    return pfn;
  }

  /// First frame of the folio that holds the page.
  public int headPfn() {
    return headPfn;
  }

  /// What `THPeligible` in smaps says of a VMA.
  public boolean thpEligible(Vma vma) {
    return allowable.of(
            mm, vma, vma.flags, TvaType.SMAPS, AllowableOrders.ALL, PolicyQuery.NO_ADDRESS)
        != 0;
  }
}
