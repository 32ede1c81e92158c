package dev.thplab.sim.hw;

/// What the kernel's work takes, in nanoseconds: one coherent set of constants, measured on one
/// machine.
///
/// The walk and TLB penalties are in [CpuModel]; they come from published figures.
public final class CostModel {
  /// Measured on Linux 6.18.44, AMD Zen 5, in a virtual machine. Medians; the first pass over host
  /// memory is discarded.
  private static final CostModel ZEN5_GUEST_618 = new CostModel();

  /// Write fault on untouched anonymous memory by order, zeroing included:
  /// `write_fault.N.ns_per_fault_median` of the calibration run. Order 1 does not exist.
  private static final long[] WRITE_FAULT_NS = {
    612, 0, 1_172, 1_827, 3_223, 6_021, 11_413, 22_165, 42_211, 78_990
  };

  private CostModel() {}

  /// The set that machines use unless told otherwise.
  public static CostModel defaultModel() {
    return ZEN5_GUEST_618;
  }

  /// Name of the set in results.
  public String name() {
    return "zen5-guest-6.18";
  }

  /// First write to an anonymous page served by a folio of `order` (0, 2..9).
  public long writeFaultNs(int order) {
    return WRITE_FAULT_NS[order];
  }

  /// Read of an untouched page: the 4 KiB zero page is mapped (`read_fault_4k_zero_ns`).
  public long zeroPageFaultNs() {
    return 304;
  }

  /// Read of an untouched range: the huge zero folio is mapped (`read_fault_huge_zero_ns`).
  public long hugeZeroFaultNs() {
    return 1_580;
  }

  /// Write over a 4 KiB zero page: 520 ns minimum, 660 ns median in the latency probe of the same
  /// machine.
  public long zeroPageWriteFaultNs() {
    return 660;
  }

  /// Write to a shared page: a fault of order 0, which clears as many bytes as the copy writes,
  /// plus 0.35 us for the copy's reads less the clearing's 0.16 us (cost-model defaults of the
  /// latency probe).
  public long cowFaultNs() {
    return 612 + 350 - 160;
  }

  /// Write to a page that is no longer shared. Assumption: a zero-page read fault, which also only
  /// writes one PTE.
  public long reuseFaultNs() {
    return 304;
  }

  /// Fault that finds nothing to do. Assumption: as [#reuseFaultNs].
  public long spuriousFaultNs() {
    return 304;
  }

  /// Fault on a file page that is in the page cache. Assumption: the trap and one PTE as for a
  /// zero-page read, 304 ns, and fault-around's 16 PTEs at 15 ns each.
  public long fileFaultNs() {
    return 304 + 16 * 15;
  }

  /// Splitting a PMD mapping into PTEs (`other_us.pmd_split`: 6.5 to 8.5 us).
  public long pmdSplitNs() {
    return 7_500;
  }

  /// Splitting an order-9 folio (`other_us.folio_split_order9`).
  public long folioSplitNs() {
    return 115_000;
  }

  /// Collapsing 512 pages into a THP (`other_us.collapse_2M`: 205 to 330 us).
  public long collapseNs() {
    return 267_000;
  }
}
