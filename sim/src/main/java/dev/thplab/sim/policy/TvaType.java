package dev.thplab.sim.policy;

/// Why the mm asks which orders are allowable: `enum tva_type` of include/linux/huge_mm.h (6.18),
/// in the kernel's order.
///
/// `SWAP_PAGEFAULT` exists in the posted series only (v7 patch 3), not in a released kernel.
public enum TvaType {
  SMAPS("smaps"),
  PAGEFAULT("pagefault"),
  KHUGEPAGED("khugepaged"),
  FORCED_COLLAPSE("forced-collapse"),
  SWAP_PAGEFAULT("swap-pagefault");

  private final String scriptName;

  TvaType(String scriptName) {
    this.scriptName = scriptName;
  }

  /// The name scripts see, as in `thp.d.ts`.
  public String scriptName() {
    return scriptName;
  }

  /// Whether the answer decides a page fault that is being served now.
  public boolean inPageFault() {
    return this == PAGEFAULT || this == SWAP_PAGEFAULT;
  }
}
