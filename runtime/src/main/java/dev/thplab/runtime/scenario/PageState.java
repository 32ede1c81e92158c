package dev.thplab.runtime.scenario;

import dev.thplab.sim.mm.PageWalk;

/// What backs one page of a process, as pagemap and kpageflags show it.
///
/// @param present whether the page is mapped
/// @param kind `anon`, `zero`, `huge_zero`, `shmem`, `file`, `swap` (a guard marker) or `none`
/// @param order order of the folio that holds the page
/// @param folioPage which page of its folio it is
/// @param head first frame of its folio
/// @param pmdMapped whether a PMD entry maps it
/// @param mappedOnce whether nothing else maps it (`PM_MMAP_EXCLUSIVE`)
public record PageState(
    boolean present,
    String kind,
    int order,
    int folioPage,
    int head,
    boolean pmdMapped,
    boolean mappedOnce) {
  public static final PageState NONE = unmapped("none");

  /// A guard marker: not present, and pagemap says swap.
  private static final PageState GUARD = unmapped("swap");

  private static final PageState ZERO = new PageState(true, "zero", 0, 0, 0, false, false);

  /// The state of an address whose access ended with a signal.
  public static PageState unmapped(String kind) {
    return new PageState(false, kind, 0, 0, 0, false, false);
  }

  /// Reads the page at `address`.
  public static PageState read(PageWalk walk, long address) {
    walk.at(address);
    return switch (walk.kind()) {
      case NONE -> NONE;
      case GUARD -> GUARD;
      case ZERO -> ZERO;
      case HUGE_ZERO -> new PageState(true, walk.kind().label(), walk.order(), 0, 0, true, false);
      case ANON, SHMEM, FILE ->
          new PageState(
              true,
              walk.kind().label(),
              walk.order(),
              walk.pfn() - walk.headPfn(),
              walk.headPfn(),
              walk.isPmdMapped(),
              walk.isMappedOnce());
    };
  }

  boolean isAnon() {
    return kind.equals("anon");
  }

  /// Whether the page belongs to a folio of several pages that is shown as such; zero pages are
  /// not.
  public boolean isOfLargeFolio() {
    return present && order > 0 && !kind.equals("huge_zero");
  }

  /// Whether kind, folio order and mapping are the same.
  boolean looksLike(PageState other) {
    return present == other.present
        && kind.equals(other.kind)
        && order == other.order
        && pmdMapped == other.pmdMapped
        && mappedOnce == other.mappedOnce;
  }

  /// The level that maps it: `pmd`, `pte` or `none`.
  public String map() {
    if (!present) {
      return "none";
    }
    return pmdMapped ? "pmd" : "pte";
  }
}
