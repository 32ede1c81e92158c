package dev.thplab.sim.mm;

/// How one look at a 2 MiB range by khugepaged or MADV_COLLAPSE ended: `enum scan_result` of
/// mm/khugepaged.c, as far as the simulated mm can bring it about.
public enum ScanResult {
  SUCCEED("succeeded"),

  /// There is no PMD table (up to 6.18).
  PMD_NULL("pmd_null"),

  /// The PMD is none (up to 6.18).
  PMD_NONE("pmd_none"),

  /// There is no PTE table (7.2).
  NO_PTE_TABLE("no_pte_table"),
  PMD_MAPPED("page_pmd_mapped"),
  EXCEED_NONE_PTE("exceed_none_pte"),
  EXCEED_SHARED_PTE("exceed_shared_pte"),

  /// More swap entries than max_ptes_swap.
  EXCEED_SWAP_PTE("exceed_swap_pte"),

  /// Something cannot be swapped in.
  FAIL("failed"),

  /// The range already holds a folio as large as the one to be made (7.2).
  PTE_MAPPED_HUGEPAGE("pte_mapped_hugepage"),

  /// No PTE is writable (6.12).
  PAGE_RO("no_writable_page"),
  LACK_REFERENCED_PAGE("lack_referenced_page"),
  PAGE_ANON("page_not_anon"),

  /// A guard marker is in the way of a THP that PTEs map.
  PTE_NON_PRESENT("pte_non_present"),

  /// MADV_FREE gave a page up (7.2).
  PAGE_LAZYFREE("page_lazyfree"),
  VMA_CHECK("vma_check_failed"),

  /// No page of the shared memory exists in the range.
  TRUNCATED("truncated"),
  ALLOC_HUGE_PAGE_FAIL("alloc_huge_page_failed");

  private final String label;

  ScanResult(String label) {
    this.label = label;
  }

  /// The name in the kernel's `mm_khugepaged_scan_pmd` trace event.
  public String label() {
    return label;
  }

  /// Whether MADV_COLLAPSE goes on with the next range after this result (`madvise_collapse`).
  boolean continuesMadvise() {
    return switch (this) {
      case SUCCEED,
          PMD_MAPPED,
          PMD_NULL,
          NO_PTE_TABLE,
          PTE_NON_PRESENT,
          PAGE_RO,
          LACK_REFERENCED_PAGE ->
          true;
      case PMD_NONE,
          EXCEED_NONE_PTE,
          EXCEED_SHARED_PTE,
          EXCEED_SWAP_PTE,
          FAIL,
          PTE_MAPPED_HUGEPAGE,
          PAGE_ANON,
          PAGE_LAZYFREE,
          VMA_CHECK,
          TRUNCATED,
          ALLOC_HUGE_PAGE_FAIL ->
          false;
    };
  }

  /// Whether a smaller folio may succeed where one ended like this (`mthp_collapse`).
  boolean allowsSmallerFolio() {
    return switch (this) {
      case EXCEED_NONE_PTE,
          EXCEED_SHARED_PTE,
          EXCEED_SWAP_PTE,
          LACK_REFERENCED_PAGE,
          PAGE_LAZYFREE,
          ALLOC_HUGE_PAGE_FAIL ->
          true;
      case SUCCEED,
          PMD_NULL,
          PMD_NONE,
          NO_PTE_TABLE,
          PMD_MAPPED,
          FAIL,
          PTE_MAPPED_HUGEPAGE,
          PAGE_RO,
          PAGE_ANON,
          PTE_NON_PRESENT,
          TRUNCATED,
          VMA_CHECK ->
          false;
    };
  }

  /// What MADV_COLLAPSE returns for it (`madvise_collapse_errno`).
  int errno() {
    return switch (this) {
      case ALLOC_HUGE_PAGE_FAIL -> Errno.ENOMEM;
      case EXCEED_NONE_PTE -> Errno.EBUSY;
      default -> Errno.EINVAL;
    };
  }
}
