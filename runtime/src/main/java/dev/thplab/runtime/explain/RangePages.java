package dev.thplab.runtime.explain;

import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.page.PhysicalMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is mapped at an address, and in the 2 MiB around it.
///
/// @param page the page at the address
/// @param range the pages of the 2 MiB that belong to the same VMA, counted by what they are, in
///   the order of their first
public record RangePages(Page page, List<Count> range) {
  private static final long PMD_SIZE = (long) PhysicalMemory.PAGE_SIZE << PhysicalMemory.PMD_ORDER;

  public RangePages {
    range = List.copyOf(range);
  }

  /// What a page is.
  ///
  /// @param kind a label of [PageWalk.Kind]
  /// @param order order of its folio
  /// @param pmdMapped whether a PMD entry maps it
  public record Page(String kind, int order, boolean pmdMapped) {
    private static Page read(PageWalk walk, long address) {
      walk.at(address);
      return new Page(walk.kind().label(), walk.order(), walk.isPmdMapped());
    }

    /// Whether the page is part of 2 MiB of memory behind one PMD entry.
    boolean isHuge() {
      return pmdMapped && !kind.equals(PageWalk.Kind.HUGE_ZERO.label());
    }

    boolean isNone() {
      return kind.equals(PageWalk.Kind.NONE.label());
    }

    /// `pmd`, `pte` or `none`.
    String map() {
      if (isNone()) {
        return "none";
      }
      return pmdMapped ? "pmd" : "pte";
    }

    private String text(boolean many) {
      String pages = many ? " pages" : " page";
      return switch (kind) {
        case "none" -> "nothing mapped";
        case "huge_zero" -> "the huge zero folio";
        case "zero" -> "zero" + pages;
        case "guard" -> many ? "guard markers" : "a guard marker";
        default ->
            "%s%s of %s by %s"
                .formatted(kind, pages, Orders.size(order), pmdMapped ? "PMD" : "PTE");
      };
    }

    /// In words: `anon page of 4 KiB by PTE`.
    String text() {
      return text(false);
    }
  }

  /// So many pages are alike.
  public record Count(Page page, int nrPages) {
    String text() {
      return page.isNone() ? nrPages + " empty" : nrPages + " " + page.text(true);
    }
  }

  static RangePages read(PageWalk walk, Vma vma, long address) {
    Map<Page, Integer> counts = new LinkedHashMap<>();
    long from = Math.max(address & -PMD_SIZE, vma.start());
    long to = Math.min((address & -PMD_SIZE) + PMD_SIZE, vma.end());
    for (long each = from; each < to; each += PhysicalMemory.PAGE_SIZE) {
      counts.merge(Page.read(walk, each), 1, Integer::sum);
    }
    List<Count> range = new ArrayList<>();
    counts.forEach((page, nrPages) -> range.add(new Count(page, nrPages)));
    return new RangePages(Page.read(walk, address), range);
  }

  /// Whether the VMA has all of the 2 MiB.
  boolean isWhole() {
    return range.stream().mapToInt(Count::nrPages).sum() == 1 << PhysicalMemory.PMD_ORDER;
  }

  /// Whether nothing is mapped in the range.
  boolean isEmpty() {
    return range.size() == 1 && range.getFirst().page().isNone();
  }

  /// Whether the huge zero folio is mapped, after a read.
  boolean isHugeZero() {
    return page.kind().equals(PageWalk.Kind.HUGE_ZERO.label());
  }
}
