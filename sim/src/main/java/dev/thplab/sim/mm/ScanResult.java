package dev.thplab.sim.mm;

/// How one look at a 2 MiB range by khugepaged or MADV_COLLAPSE ended: `enum scan_result` of
/// mm/khugepaged.c (6.18), as far as the simulated mm can bring it about.
public enum ScanResult {
  SUCCEED("succeeded"),
  PMD_NULL("pmd_null"),
  PMD_NONE("pmd_none"),
  PMD_MAPPED("page_pmd_mapped"),
  EXCEED_NONE_PTE("exceed_none_pte"),
  EXCEED_SHARED_PTE("exceed_shared_pte"),

  /// More swap entries than max_ptes_swap.
  EXCEED_SWAP_PTE("exceed_swap_pte"),

  /// Something cannot be swapped in.
  FAIL("failed"),
  PTE_NON_PRESENT("pte_non_present"),
  LACK_REFERENCED_PAGE("lack_referenced_page"),
  PAGE_NULL("page_null"),
  PAGE_COUNT("page_count"),
  PAGE_ANON("page_not_anon"),
  VMA_CHECK("vma_check"),
  ADDRESS_RANGE("address_range"),
  ALLOC_HUGE_PAGE_FAIL("alloc_huge_page_failed");

  private final String label;

  ScanResult(String label) {
    this.label = label;
  }

  /// The name in the kernel's `mm_khugepaged_scan_pmd` trace event.
  public String label() {
    return label;
  }

  /// Whether MADV_COLLAPSE goes on with the next range after this result (`madvise_collapse`,
  /// 6.18).
  boolean continuesMadvise() {
    return switch (this) {
      case SUCCEED,
          PMD_MAPPED,
          PMD_NULL,
          PTE_NON_PRESENT,
          LACK_REFERENCED_PAGE,
          PAGE_NULL,
          PAGE_COUNT ->
          true;
      case PMD_NONE,
          EXCEED_NONE_PTE,
          EXCEED_SHARED_PTE,
          EXCEED_SWAP_PTE,
          FAIL,
          PAGE_ANON,
          VMA_CHECK,
          ADDRESS_RANGE,
          ALLOC_HUGE_PAGE_FAIL ->
          false;
    };
  }

  /// What MADV_COLLAPSE returns for it (`madvise_collapse_errno`).
  int errno() {
    return switch (this) {
      case ALLOC_HUGE_PAGE_FAIL -> Errno.ENOMEM;
      case EXCEED_NONE_PTE -> Errno.EBUSY;
      case PAGE_COUNT -> Errno.EAGAIN;
      default -> Errno.EINVAL;
    };
  }
}
