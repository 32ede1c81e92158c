package dev.thplab.sim.mm;

import dev.thplab.sim.page.Folios;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A VMA that may map a large anonymous folio: one step of `rmap_walk_anon()` of mm/rmap.c (6.18).
///
/// @param head the folio's first frame
/// @param nrPages pages of the folio
/// @param address of its first page; may lie before the VMA
record FolioMapping(Mm mm, Vma vma, int head, int nrPages, long address) {

  /// The VMAs that may map the folio `slot`, in the order in which the kernel's interval tree
  /// yields them: by the offset at which they begin, then by age.
  static List<FolioMapping> of(Kernel kernel, int slot) {
    Folios folios = kernel.memory().folios();
    long index = folios.index(slot);
    int nrPages = 1 << folios.order(slot);
    List<FolioMapping> mappings = new ArrayList<>();
    for (Mm mm : kernel.mms()) {
      for (int i = 0; i < mm.vmas.size(); i++) {
        Vma vma = mm.vmas.get(i);
        boolean related = vma.anonVma != null && vma.anonVma.root() == folios.anonRoot(slot);
        if (related && vma.pgoff < index + nrPages && index < vma.pgoff + vma.nrPages()) {
          long address = vma.start + ((index - vma.pgoff) << PhysicalMemory.PAGE_SHIFT);
          mappings.add(new FolioMapping(mm, vma, folios.head(slot), nrPages, address));
        }
      }
    }
    mappings.sort(Comparator.comparingLong(mapping -> mapping.vma.pgoff));
    return mappings;
  }

  /// Where the folio's page `i` would be mapped.
  long addressOf(int i) {
    return address + ((long) i << PhysicalMemory.PAGE_SHIFT);
  }

  /// Whether a PMD entry maps the folio.
  boolean isHuge() {
    int slot = mm.pageTable.pmdSlot(address);
    long pmd = slot == PageTable.NONE ? Pmd.NONE : mm.pageTable.pmd(slot);
    return vma.contains(address) && (pmd & Pmd.HUGE) != 0 && Pte.pfn(pmd) == head;
  }

  /// The PTE that maps the folio's page `i`, or [Pte#NONE].
  long pte(int i) {
    long page = addressOf(i);
    int slot = vma.contains(page) ? mm.pageTable.pmdSlot(page) : PageTable.NONE;
    if (slot == PageTable.NONE || !Pmd.isTable(mm.pageTable.pmd(slot))) {
      return Pte.NONE;
    }
    long pte = mm.pageTable.pte(mm.pageTable.table(slot), PageTable.pteIndex(page));
    return Pte.isAnon(pte) && Pte.pfn(pte) == head + i ? pte : Pte.NONE;
  }

  /// Whether any PTE maps a page of the folio.
  boolean hasPtes() {
    return IntStream.range(0, nrPages).anyMatch(i -> pte(i) != Pte.NONE);
  }
}
