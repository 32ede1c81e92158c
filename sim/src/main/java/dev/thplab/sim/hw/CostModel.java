package dev.thplab.sim.hw;

/// What the kernel's work takes, in nanoseconds: one coherent set of constants from one machine.
///
/// The penalties of TLB misses and page walks are in [CpuModel]; they come from published figures,
/// because a virtual machine with nested paging cannot show them. Measured and published fault
/// costs are not mixed.
public final class CostModel {
  private static final int MAX_ORDER = 9;

  private static final CostModel ZEN5_GUEST_618 = new CostModel();

  /// Write fault by order: `write_fault.ORDER.ns_per_fault_median` of the calibration run. The
  /// first pass over memory that the host has yet to populate is not in the medians. There are no
  /// anonymous folios of order 1.
  private static final long[] WRITE_FAULT_NS = {
    612, -1, 1_172, 1_827, 3_223, 6_021, 11_413, 22_165, 42_211, 78_990
  };

  /// Unmapping and freeing one folio by order: `write_fault.ORDER.zap_ns_per_folio_median` of the
  /// same run. Order 9 is one PMD entry and therefore cheaper than order 8.
  private static final long[] ZAP_NS = {61, -1, 118, 174, 314, 522, 932, 1_763, 3_184, 1_740};

  /// Read fault that maps the 4 KiB zero page: `read_fault_4k_zero_ns`.
  private static final long ZERO_PAGE_FAULT_NS = 304;

  /// Read fault that maps the huge zero folio: `read_fault_huge_zero_ns`.
  private static final long HUGE_ZERO_FAULT_NS = 1_580;

  /// Write over a 4 KiB zero page: median of a latency probe on the same machine (minimum 520).
  private static final long ZERO_PAGE_WRITE_FAULT_NS = 660;

  /// Zeroing 4 KiB at 25 GB/s, as that probe's orders 2 to 8 show: `700 + 161 * 2^order` ns within
  /// 6%.
  private static final long ZERO_4K_NS = 160;

  /// Copying 4 KiB. Assumption: about twice the zeroing, since twice the bytes move.
  private static final long COPY_4K_NS = 350;

  /// Writing one PTE of a batch. Assumption.
  private static final long PTE_NS = 15;

  /// Pages mapped around a file fault: fault_around_bytes, 64 KiB by default.
  private static final int FAULT_AROUND_PAGES = 16;

  /// Middle of the range that was measured: `other_us.pmd_split`, 6.5 to 8.5 us.
  private static final long PMD_SPLIT_NS = 7_500;

  /// `other_us.folio_split_order9`, 115 us.
  private static final long FOLIO_SPLIT_NS = 115_000;

  /// Middle of the range that was measured: `other_us.collapse_2M`, 205 to 330 us.
  private static final long COLLAPSE_NS = 267_500;

  private CostModel() {}

  /// Measured on Linux 6.18.44 in a Firecracker guest on AMD EPYC Zen 5, two CPUs, nested paging.
  public static CostModel zen5Guest618() {
    return ZEN5_GUEST_618;
  }

  /// The set that machines use unless told otherwise.
  public static CostModel defaultModel() {
    return zen5Guest618();
  }

  /// Name of the set in results.
  public String name() {
    return "zen5-guest-6.18";
  }

  /// First write to untouched anonymous memory, served by a folio of `order` (0, 2 to 9), with the
  /// zeroing.
  public long writeFaultNs(int order) {
    return byOrder(WRITE_FAULT_NS, order);
  }

  /// Unmapping and freeing one folio of `order` (0, 2 to 9), mapped as a fault left it.
  public long zapNs(int order) {
    return byOrder(ZAP_NS, order);
  }

  private static long byOrder(long[] costs, int order) {
    if (order < 0 || order > MAX_ORDER || order == 1) {
      throw new IllegalArgumentException("order (" + order + ") must be 0 or in [2, 9]");
    }
    return costs[order];
  }

  /// Read of an untouched page.
  public long zeroPageFaultNs() {
    return ZERO_PAGE_FAULT_NS;
  }

  /// Read of an untouched 2 MiB range that gets the huge zero folio.
  public long hugeZeroFaultNs() {
    return HUGE_ZERO_FAULT_NS;
  }

  /// Write over a mapped 4 KiB zero page.
  public long zeroPageWriteFaultNs() {
    return ZERO_PAGE_WRITE_FAULT_NS;
  }

  /// Write to a shared page, which copies it: a write fault of order 0 with a copy in the place of
  /// the zeroing.
  public long cowFaultNs() {
    return WRITE_FAULT_NS[0] - ZERO_4K_NS + COPY_4K_NS;
  }

  /// Write to a page that is no longer shared. Assumption: as a zero-page read fault, which also
  /// only writes one PTE.
  public long reuseFaultNs() {
    return ZERO_PAGE_FAULT_NS;
  }

  /// Fault that finds nothing to do. Assumption: as [#reuseFaultNs].
  public long spuriousFaultNs() {
    return ZERO_PAGE_FAULT_NS;
  }

  /// Fault on a file page that is in the page cache. Assumption: the trap of a zero-page read fault
  /// and the PTEs of fault-around; nothing of it was measured.
  public long fileFaultNs() {
    return ZERO_PAGE_FAULT_NS + FAULT_AROUND_PAGES * PTE_NS;
  }

  /// Splitting a PMD mapping into 512 PTEs.
  public long pmdSplitNs() {
    return PMD_SPLIT_NS;
  }

  /// Splitting a folio of order 9 into pages.
  public long folioSplitNs() {
    return FOLIO_SPLIT_NS;
  }

  /// Collapsing 512 mapped pages into one folio.
  public long collapseNs() {
    return COLLAPSE_NS;
  }
}
