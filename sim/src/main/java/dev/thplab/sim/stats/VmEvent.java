package dev.thplab.sim.stats;

/// Event counters of /proc/vmstat that the simulated mm keeps, under the kernel's names
/// (include/linux/vm_event_item.h).
public enum VmEvent {
  PGFAULT("pgfault"),
  PGREUSE("pgreuse"),
  PGLAZYFREE("pglazyfree"),
  THP_FAULT_ALLOC("thp_fault_alloc"),
  THP_FAULT_FALLBACK("thp_fault_fallback"),
  THP_FAULT_FALLBACK_CHARGE("thp_fault_fallback_charge"),
  THP_COLLAPSE_ALLOC("thp_collapse_alloc"),
  THP_COLLAPSE_ALLOC_FAILED("thp_collapse_alloc_failed"),
  THP_FILE_ALLOC("thp_file_alloc"),
  THP_FILE_MAPPED("thp_file_mapped"),
  THP_SPLIT_PAGE("thp_split_page"),
  THP_SPLIT_PAGE_FAILED("thp_split_page_failed"),
  THP_DEFERRED_SPLIT_PAGE("thp_deferred_split_page"),
  THP_UNDERUSED_SPLIT_PAGE("thp_underused_split_page"),
  THP_SPLIT_PMD("thp_split_pmd"),
  THP_SCAN_EXCEED_NONE_PTE("thp_scan_exceed_none_pte"),
  THP_SCAN_EXCEED_SWAP_PTE("thp_scan_exceed_swap_pte"),
  THP_SCAN_EXCEED_SHARE_PTE("thp_scan_exceed_share_pte"),
  THP_ZERO_PAGE_ALLOC("thp_zero_page_alloc"),
  THP_ZERO_PAGE_ALLOC_FAILED("thp_zero_page_alloc_failed"),
  THP_SWPOUT_FALLBACK("thp_swpout_fallback");

  static final VmEvent[] VALUES = values();

  private final String kernelName;

  VmEvent(String kernelName) {
    this.kernelName = kernelName;
  }

  /// The name in /proc/vmstat.
  public String kernelName() {
    return kernelName;
  }
}
