package dev.thplab.sim;

import static dev.thplab.sim.ProfiledProcess.RANGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What khugepaged of 7.2 makes of base pages when sizes below 2 MiB are enabled, worked out by
/// hand from `mthp_collapse()`: at each offset it tries the enabled orders downwards, and a block
/// becomes one folio if its holes are no more than max_ptes_none allows at that order: all but one
/// page for 511, else none.
final class MthpCollapseTest {
  private final ProfiledProcess process = new ProfiledProcess(KernelProfile.LINUX_7_2);

  @AfterEach
  void checkBooks() {
    assertThat(process.machine.violations()).isEmpty();
  }

  private void enable(String... sizes) {
    process.set("hugepages-2048kB/enabled", "never");
    for (String size : sizes) {
      process.set("hugepages-" + size + "/enabled", "always");
    }
  }

  /// One page in each of blocks 0 and 1, none in the other 30: 510 holes pass the scan (511), and
  /// two blocks have the one page that 16 - 15 asks for. The range counts as one collapse.
  @Test
  void fillsEachBlockThatHasAPage() {
    process.write(0, 1);
    process.write(17, 1);
    enable("64kB");

    process.khugepaged();

    assertThat(process.page(15)).isEqualTo("anon 4");
    assertThat(process.page(16)).isEqualTo("anon 4");
    assertThat(process.page(32)).isEqualTo("none");
    assertThat(process.rss()).isEqualTo(32);
    assertThat(process.count(4, MthpStat.COLLAPSE_ALLOC)).isEqualTo(2);
    assertThat(process.count(4, MthpStat.NR_ANON)).isEqualTo(2);
    assertThat(process.count(VmEvent.THP_COLLAPSE_ALLOC)).isZero();
    assertThat(process.looks(ScanResult.SUCCEED)).isEqualTo(1);
    assertThat(process.looks(ScanResult.NO_PTE_TABLE)).isEqualTo(3);
    assertThat(process.machine.calls().khugepaged().pagesCollapsed()).isEqualTo(1);
  }

  /// Block 0 has all 16 pages, block 1 has 15. Any value but 511 allows no hole.
  @ParameterizedTest
  @CsvSource({"0, anon 0", "100, anon 0", "511, anon 4"})
  void fillsHolesOnlyAtTheLargestLimit(String maxPtesNone, String blockWithAHole) {
    process.write(0, 31);
    enable("64kB");
    process.set("khugepaged/max_ptes_none", maxPtesNone);

    process.khugepaged();

    assertThat(process.page(0)).isEqualTo("anon 4");
    assertThat(process.page(16)).isEqualTo(blockWithAHole);
  }

  /// All 32 blocks of a full range.
  @Test
  void leavesNoBasePageInAFullRange() {
    process.write(0, RANGE);
    enable("64kB");

    process.khugepaged();

    assertThat(process.count(4, MthpStat.NR_ANON)).isEqualTo(32);
    assertThat(process.rss()).isEqualTo(RANGE);
    assertThat(process.looks(ScanResult.SUCCEED)).isEqualTo(1);
  }

  /// 64 KiB at offset 0; at 16, where the next block begins, only the first four pages are there:
  /// 64 KiB fails, 32 KiB is off, 16 KiB fits.
  @Test
  void triesSmallerOrdersAtTheSameOffset() {
    process.write(0, 20);
    enable("16kB", "64kB");
    process.set("khugepaged/max_ptes_none", "0");

    process.khugepaged();

    assertThat(process.page(0)).isEqualTo("anon 4");
    assertThat(process.page(16)).isEqualTo("anon 2");
    assertThat(process.page(20)).isEqualTo("none");
    assertThat(process.count(2, MthpStat.COLLAPSE_ALLOC)).isEqualTo(1);
  }

  /// The order starts at 9: one page is enough for a THP at 511, so the smaller size gets nothing.
  @Test
  void prefersTwoMegabytes() {
    process.write(0, 1);
    process.set("enabled", "always");
    process.set("hugepages-64kB/enabled", "always");

    process.khugepaged();

    assertThat(process.page(511)).isEqualTo("anon 9");
    assertThat(process.count(VmEvent.THP_COLLAPSE_ALLOC)).isEqualTo(1);
    assertThat(process.count(9, MthpStat.COLLAPSE_ALLOC)).isEqualTo(1);
    assertThat(process.count(4, MthpStat.COLLAPSE_ALLOC)).isZero();
  }

  /// With max_ptes_none=100 a THP needs 412 pages and a smaller folio all of its own: of 400 pages
  /// 25 blocks of 16.
  @Test
  void fallsBackFromTwoMegabytesToFullBlocks() {
    process.write(0, 400);
    process.set("enabled", "always");
    process.set("hugepages-64kB/enabled", "always");
    process.set("khugepaged/max_ptes_none", "100");

    process.khugepaged();

    assertThat(process.count(4, MthpStat.NR_ANON)).isEqualTo(25);
    assertThat(process.count(9, MthpStat.NR_ANON)).isZero();
    assertThat(process.count(VmEvent.THP_SCAN_EXCEED_NONE_PTE)).isZero();
  }

  /// Where 2 MiB is the only size, the scan itself ends at hole 101.
  @Test
  void endsTheScanAtTheLimitIfTwoMegabytesIsTheOnlySize() {
    process.write(0, 400);
    process.set("enabled", "always");
    process.set("khugepaged/max_ptes_none", "100");

    process.khugepaged();

    assertThat(process.looks(ScanResult.EXCEED_NONE_PTE)).isEqualTo(1);
    assertThat(process.count(VmEvent.THP_SCAN_EXCEED_NONE_PTE)).isEqualTo(1);
    assertThat(process.count(9, MthpStat.COLLAPSE_EXCEED_NONE)).isEqualTo(1);
  }

  /// A block that is a 64 KiB folio already: one is allocated for it, then given back
  /// (SCAN_PTE_MAPPED_HUGEPAGE). Smaller folios than the target are copied: four of 16 KiB become
  /// one.
  @Test
  void leavesFoliosOfTheSizeAloneAndMergesSmallerOnes() {
    process.set("hugepages-64kB/enabled", "always");
    process.write(0, 1);
    process.set("hugepages-64kB/enabled", "never");
    process.set("hugepages-16kB/enabled", "always");
    process.write(16, 16);
    process.set("hugepages-16kB/enabled", "never");
    assertThat(process.count(2, MthpStat.NR_ANON)).isEqualTo(4);
    enable("64kB");

    process.khugepaged();

    assertThat(process.count(4, MthpStat.NR_ANON)).isEqualTo(2);
    assertThat(process.count(2, MthpStat.NR_ANON)).isZero();
    assertThat(process.count(4, MthpStat.COLLAPSE_ALLOC)).isEqualTo(2);
    assertThat(process.machine.kernel().faults().neverTouchedPages()).isZero();
  }

  /// Of two full blocks the child still shares the first; the parent wrote the second again. A
  /// block below 2 MiB takes no shared page, though 16 are far below max_ptes_shared.
  @Test
  void takesNoSharedPages() {
    process.write(0, 32);
    process.fork();
    process.write(16, 16);
    enable("64kB");

    process.khugepaged();

    assertThat(process.page(0)).isEqualTo("anon 0");
    assertThat(process.page(16)).isEqualTo("anon 4");
    assertThat(process.count(4, MthpStat.COLLAPSE_EXCEED_SHARED)).isEqualTo(1);
  }

  /// A guard marker is a swap entry to the scan: one is below max_ptes_swap, and 511 young pages
  /// are more than the 256 that a range with swap entries must have. Its own block is refused, the
  /// other 31 are not.
  @Test
  void takesNoBlockWithASwapEntry() {
    process.write(0, RANGE);
    assertThat(process.advise(Advice.GUARD_INSTALL, 0, 1)).isZero();
    enable("64kB");

    process.khugepaged();

    assertThat(process.page(0)).isEqualTo("guard");
    assertThat(process.page(1)).isEqualTo("anon 0");
    assertThat(process.count(4, MthpStat.NR_ANON)).isEqualTo(31);
    assertThat(process.count(4, MthpStat.COLLAPSE_EXCEED_SWAP)).isEqualTo(1);
  }

  /// MADV_COLD takes the young bits of block 0 alone: the range is referenced, the block is not.
  @Test
  void takesNoBlockWithoutAYoungPage() {
    process.write(0, 32);
    assertThat(process.advise(Advice.COLD, 0, 16)).isZero();
    enable("64kB");

    process.khugepaged();

    assertThat(process.page(0)).isEqualTo("anon 0");
    assertThat(process.page(16)).isEqualTo("anon 4");
  }

  /// hugepage_vma_revalidate() asks for the whole 2 MiB window even for a small folio: a VMA of 1
  /// MiB has none.
  @Test
  void leavesVmasWithoutAWindowOfTwoMegabytesAlone() {
    process.unmap(256, 4 * RANGE - 256);
    process.write(0, 256);
    enable("64kB");
    assertThat(process.advise(Advice.HUGEPAGE, 0, 256)).isZero();

    process.machine.calls().khugepaged().runFullScans(1);

    assertThat(process.machine.calls().khugepaged().fullScans()).isEqualTo(1);
    assertThat(process.page(0)).isEqualTo("anon 0");
  }

  /// MADV_COLLAPSE makes 2 MiB or nothing.
  @Test
  void isNotForMadviseCollapse() {
    process.write(0, 16);
    enable("64kB");

    assertThat(process.advise(Advice.COLLAPSE, 0, RANGE)).isZero();

    assertThat(process.page(0)).isEqualTo("anon 9");
    assertThat(process.count(4, MthpStat.COLLAPSE_ALLOC)).isZero();
  }

  /// hugepage_pmd_enabled() of 6.18 is false with 2 MiB off: khugepaged does not even run.
  @Test
  void isNotDoneBefore() {
    ProfiledProcess before = new ProfiledProcess(KernelProfile.LINUX_6_18);
    before.write(0, RANGE);
    before.set("hugepages-64kB/enabled", "always");

    before.khugepaged();

    assertThat(before.page(0)).isEqualTo("anon 0");
    assertThat(before.machine.calls().khugepaged().fullScans()).isZero();
  }
}
