package dev.thplab.sim.mm;

import dev.thplab.sim.policy.TvaType;

/// MADV_COLLAPSE: `madvise_collapse()` of mm/khugepaged.c.
final class MadviseCollapse {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;

  private final Kernel kernel;
  private final AllowableOrders allowable;
  private final Collapse collapse;

  MadviseCollapse(Kernel kernel, AllowableOrders allowable, Collapse collapse) {
    this.kernel = kernel;
    this.allowable = allowable;
    this.collapse = collapse;
  }

  /// Collapses the aligned ranges of `[start, end)` in one VMA; returns 0 or a negated errno.
  long collapse(Mm mm, Vma vma, long start, long end) {
    if (allowable.collapsible(mm, vma, vma.flags, TvaType.FORCED_COLLAPSE) == 0) {
      return -Errno.EINVAL;
    }
    long first = (start + PMD_SIZE - 1) & -PMD_SIZE;
    long last = end & -PMD_SIZE;
    if (first >= last && kernel.profile().acceptsCollapseWithinSlot()) {
      return 0;
    }
    long done = 0;
    ScanResult failure = ScanResult.VMA_CHECK;
    for (long address = first; address < last; address += PMD_SIZE) {
      ScanResult result = collapse.range(mm, vma, address, true);
      if (result == ScanResult.SUCCEED || result == ScanResult.PMD_MAPPED) {
        done++;
        continue;
      }
      failure = result;
      if (!result.continuesMadvise()) {
        break;
      }
    }
    // The quotient is unsigned: a range inside one 2 MiB slot (last < first) never succeeds.
    return done == (last - first) >>> 21 ? 0 : -failure.errno();
  }
}
