package dev.thplab.sim.stats;

/// Counters of `hugepages-*kB/stats/`, one set per folio order (`enum mthp_stat_item` of
/// include/linux/huge_mm.h).
public enum MthpStat {
  ANON_FAULT_ALLOC("anon_fault_alloc"),
  ANON_FAULT_FALLBACK("anon_fault_fallback"),
  ANON_FAULT_FALLBACK_CHARGE("anon_fault_fallback_charge"),
  SHMEM_ALLOC("shmem_alloc"),
  SHMEM_FALLBACK("shmem_fallback"),
  SWPOUT_FALLBACK("swpout_fallback"),
  SPLIT("split"),
  SPLIT_FAILED("split_failed"),
  SPLIT_DEFERRED("split_deferred"),

  /// This and the next four count what khugepaged and MADV_COLLAPSE do in a 7.2 kernel; they stay 0
  /// before.
  COLLAPSE_ALLOC("collapse_alloc"),
  COLLAPSE_ALLOC_FAILED("collapse_alloc_failed"),
  COLLAPSE_EXCEED_NONE("collapse_exceed_none_pte"),
  COLLAPSE_EXCEED_SWAP("collapse_exceed_swap_pte"),
  COLLAPSE_EXCEED_SHARED("collapse_exceed_shared_pte"),
  NR_ANON("nr_anon", true),
  NR_ANON_PARTIALLY_MAPPED("nr_anon_partially_mapped", true);

  static final MthpStat[] VALUES = values();

  private final String kernelName;
  private final boolean gauge;

  MthpStat(String kernelName) {
    this(kernelName, false);
  }

  MthpStat(String kernelName, boolean gauge) {
    this.kernelName = kernelName;
    this.gauge = gauge;
  }

  /// The file's name below `stats/`.
  public String kernelName() {
    return kernelName;
  }

  /// Whether it goes down as well as up; a gauge belongs to the machine, not to a process.
  public boolean isGauge() {
    return gauge;
  }
}
