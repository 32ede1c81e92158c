package dev.thplab.sim.mm;

import dev.thplab.sim.page.BuddyAllocator;
import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.FaultKind;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;

/// PMD-sized anonymous memory: the fault, write-protect and split paths of mm/huge_memory.c (6.18).
final class HugeMemory {
  private static final int PMD_ORDER = PhysicalMemory.PMD_ORDER;
  private static final int PMD_PAGES = 1 << PMD_ORDER;
  static final long PMD_SIZE = (long) PhysicalMemory.PAGE_SIZE << PMD_ORDER;

  private final Kernel kernel;
  private final AllowableOrders allowable;
  private final Rmap rmap;
  private final Outcome outcome;

  HugeMemory(Kernel kernel, AllowableOrders allowable, Rmap rmap, Outcome outcome) {
    this.kernel = kernel;
    this.allowable = allowable;
    this.rmap = rmap;
    this.outcome = outcome;
  }

  /// `do_huge_pmd_anonymous_page()`; false means VM_FAULT_FALLBACK.
  boolean anonymousFault(Mm mm, Vma vma, int slot, long address, boolean write) {
    if (!prepareFault(mm, vma, address)) {
      return false;
    }
    if (!write && kernel.thp().useZeroPage()) {
      return mapHugeZero(mm, slot);
    }
    return mapNewThp(mm, vma, slot, address);
  }

  /// What comes before the choice of a page: says whether a PMD fits, and registers the mm with
  /// khugepaged.
  boolean prepareFault(Mm mm, Vma vma, long address) {
    if (!vma.isAnonymous() || !vma.suits(address, PMD_ORDER)) {
      lose(LostReason.ALIGNMENT);
      return false;
    }
    mm.prepareAnonVma(vma);
    enterKhugepaged(mm, vma, vma.flags);
    return true;
  }

  private boolean mapHugeZero(Mm mm, int slot) {
    if (!getHugeZero(mm) || !depositTable(mm, slot)) {
      kernel.count(VmEvent.THP_FAULT_FALLBACK);
      lose(LostReason.NO_HUGE_ZERO);
      return false;
    }
    mm.pageTable.setPmd(slot, Pmd.HUGE_ZERO | Pte.PRESENT | Pte.YOUNG);
    outcome.set(FaultKind.HUGE_ZERO, PMD_ORDER, 0, kernel.cost().hugeZeroFaultNs());
    return true;
  }

  /// `mm_get_huge_zero_folio()`: one reference per mm, kept until it exits.
  private boolean getHugeZero(Mm mm) {
    if (mm.usesHugeZero) {
      return true;
    }
    HugeZeroFolio folio = kernel.hugeZero();
    if (folio.isAbsent()) {
      if (!folio.allocate()) {
        kernel.count(VmEvent.THP_ZERO_PAGE_ALLOC_FAILED);
        return false;
      }
      kernel.count(VmEvent.THP_ZERO_PAGE_ALLOC);
    }
    folio.get();
    mm.usesHugeZero = true;
    return true;
  }

  /// Gives a forked child its own reference to the huge zero folio.
  void shareHugeZero(Mm child) {
    if (!child.usesHugeZero) {
      kernel.hugeZero().get();
      child.usesHugeZero = true;
    }
  }

  /// Allocates, zeroes and maps a THP over a range that is empty or maps the huge zero folio
  /// (`map_anon_folio_pmd`).
  private boolean mapNewThp(Mm mm, Vma vma, int slot, long address) {
    int pfn = rmap.allocate(vma, address, PMD_ORDER);
    if (pfn == BuddyAllocator.NONE) {
      kernel.count(VmEvent.THP_FAULT_FALLBACK);
      kernel.count(PMD_ORDER, MthpStat.ANON_FAULT_FALLBACK, 1);
      lose(LostReason.NO_FREE_BLOCK);
      return false;
    }
    int folio = kernel.memory().frames().folio(pfn);
    if (mm.pageTable.pmd(slot) == Pmd.NONE && !depositTable(mm, slot)) {
      rmap.cancel(pfn);
      lose(LostReason.NO_TABLE_PAGE);
      return false;
    }
    long writable = vma.has(VmFlags.WRITE) ? Pte.WRITE : 0;
    mm.pageTable.setPmd(
        slot,
        Pte.of(pfn, Pmd.HUGE | Pte.PRESENT | Pte.YOUNG | Pte.DIRTY | Pte.EXCLUSIVE | writable));
    rmap.addPmd(mm, folio);
    rmap.queueUnderused(folio);
    mm.addAnonPages(PMD_PAGES);
    mm.addPmdMapped(1);
    kernel.count(VmEvent.THP_FAULT_ALLOC);
    kernel.count(PMD_ORDER, MthpStat.ANON_FAULT_ALLOC, 1);
    outcome.set(FaultKind.ANON, PMD_ORDER, PMD_PAGES, kernel.cost().writeFaultNs(PMD_ORDER));
    return true;
  }

  private void lose(LostReason reason) {
    kernel.explainer().lose(reason, AllowableOrders.PMD_BIT);
  }

  /// Maps an order-9 folio of shared memory over an empty range (`do_set_pmd()` of mm/memory.c);
  /// false when there is no memory for the page table.
  boolean mapShmem(Mm mm, Vma vma, int slot, int pfn, boolean write) {
    if (!depositTable(mm, slot)) {
      return false;
    }
    long flags = Pmd.HUGE | Pte.SHMEM | Pte.PRESENT | Pte.YOUNG;
    flags |= vma.has(VmFlags.WRITE) ? Pte.WRITE : 0;
    mm.pageTable.setPmd(slot, Pte.of(pfn, write ? flags | Pte.DIRTY : flags));
    mm.addShmemPages(PMD_PAGES);
    kernel.count(VmEvent.THP_FILE_MAPPED);
    return true;
  }

  /// `do_huge_pmd_wp_page()`; false means that the range was split and the PTE has to be handled.
  boolean writeProtectFault(Mm mm, Vma vma, int slot, long address) {
    PageTable pageTable = mm.pageTable;
    long pmd = pageTable.pmd(slot);
    if (Pmd.isHugeZero(pmd)) {
      mm.prepareAnonVma(vma);
      if (kernel.profile().allocatesThpOverHugeZero()) {
        kernel.explainer().offerUnasked(AllowableOrders.PMD_BIT);
        if (mapNewThp(mm, vma, slot, address)) {
          kernel.tlb().flushPage(mm.id(), address);
          return true;
        }
      }
    } else if ((pmd & Pte.EXCLUSIVE) != 0 || rmap.references(Pte.pfn(pmd)) == 1) {
      pageTable.setPmd(slot, pmd | Pte.EXCLUSIVE | Pte.WRITE | Pte.DIRTY | Pte.YOUNG);
      kernel.tlb().flushPage(mm.id(), address);
      outcome.set(FaultKind.REUSE, PMD_ORDER, 0, kernel.cost().reuseFaultNs());
      return true;
    }
    split(mm, slot, address);
    return false;
  }

  /// Splits the huge mapping of a range into PTEs; the folio stays whole
  /// (`__split_huge_pmd_locked`).
  void split(Mm mm, int slot, long address) {
    PageTable pageTable = mm.pageTable;
    long pmd = pageTable.pmd(slot);
    int table = pageTable.table(slot);
    kernel.count(VmEvent.THP_SPLIT_PMD);
    kernel.explainer().hugeLost(mm, address, pmd, true);
    kernel.tlb().flushPage(mm.id(), address);
    outcome.addCost(kernel.cost().pmdSplitNs());
    if ((pmd & Pte.SHMEM) != 0) {
      rmap.mergeDirty(pmd);
      mm.addShmemPages(-PMD_PAGES);
      freeTable(mm, slot);
      return;
    }
    if (Pmd.isHugeZero(pmd)) {
      for (int i = 0; i < PMD_PAGES; i++) {
        pageTable.setPte(table, i, Pte.of(0, Pte.PRESENT | Pte.ZERO | Pte.YOUNG));
      }
    } else {
      int pfn = Pte.pfn(pmd);
      long flags = pmd & (Pte.PRESENT | Pte.WRITE | Pte.DIRTY | Pte.YOUNG | Pte.EXCLUSIVE);
      for (int i = 0; i < PMD_PAGES; i++) {
        pageTable.setPte(table, i, Pte.of(pfn + i, flags));
      }
      rmap.addPtes(mm, pfn, PMD_PAGES);
      rmap.removePmd(mm, kernel.memory().frames().folio(pfn));
      mm.addPmdMapped(-1);
    }
    pageTable.setPmd(slot, Pmd.TABLE);
  }

  /// Splits the huge mapping around `address` if a VMA boundary is to lie inside it
  /// (`split_huge_pmd_if_needed`).
  void splitAtBoundary(Mm mm, Vma vma, long address) {
    long from = address & -PMD_SIZE;
    if (from == address || from < vma.start || from + PMD_SIZE > vma.end) {
      return;
    }
    int slot = mm.pageTable.pmdSlot(address);
    if (slot != PageTable.NONE && Pmd.isTransHuge(mm.pageTable.pmd(slot))) {
      split(mm, slot, from);
    }
  }

  /// Registers the mm with khugepaged if the VMA could use a THP (`khugepaged_enter_vma`).
  void enterKhugepaged(Mm mm, Vma vma, long flags) {
    if (!mm.onKhugepagedList
        && kernel.khugepagedEnabled()
        && allowable.collapsible(mm, vma, flags, TvaType.KHUGEPAGED) != 0) {
      mm.onKhugepagedList = true;
    }
  }

  /// Deposits a page table behind a huge mapping of an empty range.
  boolean depositTable(Mm mm, int slot) {
    int pfn = kernel.memory().allocatePageTable();
    if (pfn == BuddyAllocator.NONE) {
      return false;
    }
    mm.pageTable.addTable(slot, pfn);
    return true;
  }

  /// Puts an empty page table into an empty range (`pte_alloc`); false when there is no memory.
  boolean installTable(Mm mm, int slot) {
    if (!depositTable(mm, slot)) {
      return false;
    }
    mm.pageTable.setPmd(slot, Pmd.TABLE);
    return true;
  }

  /// Empties a range that has a table, all of whose entries are none, and frees the table.
  void freeTable(Mm mm, int slot) {
    kernel.memory().freePageTable(mm.pageTable.removeTable(slot));
    mm.pageTable.setPmd(slot, Pmd.NONE);
  }
}
