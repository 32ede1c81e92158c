package dev.thplab.sim.policy;

/// Why a fault or a look at a range did not get an order.
///
/// Counters tell few of these: sizes that do not fit are no fallback, in the kernel or here.
public enum LostReason {
  /// The policy did not allow it.
  POLICY("policy"),

  /// Memory of this kind has no folio of the order: anonymous memory has orders 2 to 9.
  SIZE("size"),

  /// `enabled` or `hugepages-*/enabled` do not allow it to this VMA.
  SYSFS("sysfs"),

  /// prctl(PR_SET_THP_DISABLE).
  PRCTL("prctl"),

  /// VM_NOHUGEPAGE; outside faults also a special mapping (`VM_SPECIAL`).
  VMA_FLAG("vma-flag"),

  /// A file or shared memory backs the VMA, which the anonymous fault path leaves alone.
  NOT_ANONYMOUS("not-anonymous"),

  /// The VMA was never written, so there is nothing to collapse (no `anon_vma`).
  NEVER_WRITTEN("never-written"),

  /// The aligned block does not lie in the VMA (`thp_vma_suitable_order`).
  ALIGNMENT("alignment"),

  /// The range has a page table, so a PMD-sized folio was not even asked for.
  PAGE_TABLE("page-table"),

  /// A page of the aligned block is mapped (`pte_range_none`).
  POPULATED_RANGE("populated-range"),

  /// No free block of the order (`anon_fault_fallback`).
  NO_FREE_BLOCK("no-free-block"),

  /// The memory cgroup refused the charge (`anon_fault_fallback_charge`). No cgroup of the
  /// simulated machine has a limit yet, so nothing is lost for it.
  CHARGE("charge"),

  /// No huge zero folio could be had for a read (`thp_fault_fallback` without its per-size twin).
  NO_HUGE_ZERO("no-huge-zero"),

  /// No page for the page table that lies behind a huge mapping.
  NO_TABLE_PAGE("no-table-page");

  private final String label;

  LostReason(String label) {
    this.label = label;
  }

  /// The name in results.
  public String label() {
    return label;
  }
}
