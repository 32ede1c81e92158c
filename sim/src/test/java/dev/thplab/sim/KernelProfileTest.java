package dev.thplab.sim;

import static dev.thplab.sim.ProfiledProcess.BASE;
import static dev.thplab.sim.ProfiledProcess.RANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.stats.MthpStat;
import dev.thplab.sim.stats.VmEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each switch of [KernelProfile], worked out by hand from the kernels' sources. What a 6.18 kernel
/// does here is recorded in the scenarios too.
final class KernelProfileTest {
  private ProfiledProcess process;

  private void boot(String profile) {
    process = new ProfiledProcess(KernelProfile.byLabel(profile));
  }

  private void checkBooks() {
    assertThat(process.machine.violations()).isEmpty();
  }

  @Test
  void anUnknownNameIsAnsweredWithAll() {
    assertThat(KernelProfile.defaultProfile().label()).isEqualTo("6.18");
    assertThatThrownBy(() -> KernelProfile.byLabel("6.1"))
        .hasMessage("kernel profile (6.1) must be one of 6.12, 6.18, 7.2");
  }

  /// do_huge_pmd_wp_page() of 6.12 goes to its fallback for the huge zero folio: the mapping is
  /// split (thp_split_pmd) and do_wp_page() copies the one 4 KiB zero page. Later
  /// do_huge_zero_wp_pmd() maps a THP, which counts as a fault allocation.
  @ParameterizedTest
  @CsvSource({"6.12, 1, 0, 1, zero, anon 0", "6.18, 0, 1, 512, anon 9, anon 9"})
  void aWriteToTheHugeZeroFolio(
      String profile, long splits, long thps, long rss, String neighbour, String written) {
    boot(profile);
    process.set("enabled", "always");

    process.read(0);
    assertThat(process.page(7)).isEqualTo("huge_zero");
    process.write(7, 1);

    assertThat(process.count(VmEvent.THP_SPLIT_PMD)).isEqualTo(splits);
    assertThat(process.count(VmEvent.THP_FAULT_ALLOC)).isEqualTo(thps);
    assertThat(process.rss()).isEqualTo(rss);
    assertThat(process.page(8)).isEqualTo(neighbour);
    assertThat(process.page(7)).isEqualTo(written);
    checkBooks();
  }

  /// After a fork the 16 PTEs of a 64 KiB folio are write-protected and its pages not exclusive;
  /// the child exits. wp_can_reuse_anon_folio() of 6.12 returns false for every large folio: 16
  /// copies, and the last frees it. Later the folio, mapped by one mm and 16 times referenced, is
  /// reused page by page.
  @ParameterizedTest
  @CsvSource({"6.12, 0, 0, anon 0", "6.18, 16, 1, anon 4", "7.2, 16, 1, anon 4"})
  void aWriteToALargeFolioThatIsNoLongerShared(
      String profile, long reused, long folios, String page) {
    boot(profile);
    process.set("hugepages-64kB/enabled", "always");
    process.write(0, 1);
    process.fork().exit();

    process.write(0, 16);

    assertThat(process.count(VmEvent.PGREUSE)).isEqualTo(reused);
    assertThat(process.count(4, MthpStat.NR_ANON)).isEqualTo(folios);
    assertThat(process.page(3)).isEqualTo(page);
    assertThat(process.rss()).isEqualTo(16);
    checkBooks();
  }

  /// The parent maps pages 8 to 15 of a 64 KiB folio, the child 0 to 7: 16 mappings of 16 pages,
  /// and the first page is mapped once. So folio_likely_mapped_shared() of 6.12 guesses "not
  /// shared", and MADV_FREE of two pages splits the folio; folio_maybe_mapped_shared() knows two
  /// mms and leaves it alone.
  @ParameterizedTest
  @CsvSource({"6.12, 1", "6.18, 0"})
  void aFolioThatTwoProcessesMapInParts(String profile, long splits) {
    boot(profile);
    process.set("hugepages-64kB/enabled", "always");
    process.write(0, 1);
    ProfiledProcess child = process.fork();
    assertThat(process.advise(Advice.DONTNEED, 0, 8)).isZero();
    assertThat(child.advise(Advice.DONTNEED, 8, 8)).isZero();

    assertThat(process.advise(Advice.FREE, 8, 2)).isZero();

    assertThat(process.count(4, MthpStat.SPLIT)).isEqualTo(splits);
    checkBooks();
  }

  /// A page mapped twice says for certain that the folio is shared, in every kernel: 16 + 16
  /// mappings of 16 pages.
  @ParameterizedTest
  @EnumSource
  void aFolioThatTwoProcessesMapInFull(KernelProfile profile) {
    boot(profile.label());
    process.set("hugepages-64kB/enabled", "always");
    process.write(0, 1);
    process.fork();

    assertThat(process.advise(Advice.FREE, 8, 2)).isZero();

    assertThat(process.count(4, MthpStat.SPLIT)).isZero();
    checkBooks();
  }

  /// The range has a PTE table from the time when huge pages were off. MADV_DONTNEED over all of it
  /// frees the table from 6.14 on (PT_RECLAIM), so that the PMD is none and the next fault may map
  /// a THP; two calls of 1 MiB each leave it.
  @ParameterizedTest
  @CsvSource({"6.12, 512, anon 0", "6.18, 512, anon 9", "7.2, 512, anon 9", "6.18, 256, anon 0"})
  void aFaultAfterDontneed(String profile, long pagesACall, String page) {
    boot(profile);
    process.write(0, 1);
    process.set("enabled", "always");

    for (long first = 0; first < RANGE; first += pagesACall) {
      assertThat(process.advise(Advice.DONTNEED, first, pagesACall)).isZero();
    }
    process.write(0, 1);

    assertThat(process.page(0)).isEqualTo(page);
    checkBooks();
  }

  /// hpage_collapse_scan_pmd() of 6.12 ends with SCAN_PAGE_RO where no PTE is writable; the test is
  /// gone in 6.18.
  @ParameterizedTest
  @CsvSource({"6.12, 1, 0, anon 0", "6.18, 0, 1, anon 9", "7.2, 0, 1, anon 9"})
  void khugepagedOnPagesThatAreAllReadOnly(
      String profile, long refused, long collapsed, String page) {
    boot(profile);
    process.write(0, RANGE);
    process.protectFromWrites(0, RANGE);
    process.set("enabled", "always");

    process.khugepaged();

    assertThat(process.looks(ScanResult.PAGE_RO)).isEqualTo(refused);
    assertThat(process.looks(ScanResult.SUCCEED)).isEqualTo(collapsed);
    assertThat(process.page(0)).isEqualTo(page);
    checkBooks();
  }

  /// The same test stands in the way of MADV_COLLAPSE in 6.12, of an empty table too: it has no
  /// writable PTE. SCAN_PAGE_RO is EINVAL.
  @ParameterizedTest
  @CsvSource({"6.12, -22, none", "6.18, 0, anon 9"})
  void madviseCollapseOfAnEmptyTable(String profile, long result, String page) {
    boot(profile);
    process.write(0, 1);
    assertThat(process.advise(Advice.DONTNEED, 0, 1)).isZero();

    assertThat(process.advise(Advice.COLLAPSE, 0, RANGE)).isEqualTo(result);

    assertThat(process.page(0)).isEqualTo(page);
    checkBooks();
  }

  /// Two ranges, the first never touched. Up to 6.18 SCAN_PMD_NONE ends the call with EINVAL; in
  /// 7.2 SCAN_NO_PTE_TABLE lets it go on, and the call still fails because one of two is missing.
  @ParameterizedTest
  @CsvSource({"6.12, anon 0", "6.18, anon 0", "7.2, anon 9"})
  void madviseCollapseBehindAnUntouchedRange(String profile, String second) {
    boot(profile);
    process.write(RANGE, RANGE);

    assertThat(process.advise(Advice.COLLAPSE, 0, 2 * RANGE)).isEqualTo(-Errno.EINVAL);

    assertThat(process.page(RANGE)).isEqualTo(second);
    checkBooks();
  }

  /// Below an untouched range in another GiB there is no PMD table: SCAN_PMD_NULL, after which
  /// every kernel goes on.
  @ParameterizedTest
  @EnumSource
  void madviseCollapseBehindARangeWithoutUpperTables(KernelProfile profile) {
    boot(profile.label());
    process.map(-RANGE, 2 * RANGE);
    process.write(0, RANGE);
    assertThat(BASE % (1L << 30)).isZero();

    assertThat(process.advise(Advice.COLLAPSE, -RANGE, 2 * RANGE)).isEqualTo(-Errno.EINVAL);

    assertThat(process.page(0)).isEqualTo("anon 9");
    checkBooks();
  }

  /// Pages 1 and 2: hstart is the end of the slot and hend its start. Up to 6.18 their difference
  /// is an unsigned number that no count of THPs equals; 7.2 returns early.
  @ParameterizedTest
  @CsvSource({"6.12, -22", "6.18, -22", "7.2, 0"})
  void madviseCollapseWithinASlot(String profile, long result) {
    boot(profile);
    process.write(0, RANGE);

    assertThat(process.advise(Advice.COLLAPSE, 1, 2)).isEqualTo(result);

    assertThat(process.page(1)).isEqualTo("anon 0");
    checkBooks();
  }

  /// Three ranges that are huge already, and a budget of 600 pages. A visit of the mm costs 1 and a
  /// range 512: the second one, at 1 + 1024, ends the wake-up. In 7.2 a range without PTEs to look
  /// at costs 1: 1 + 3 for all.
  @ParameterizedTest
  @CsvSource({"6.12, 2", "6.18, 2", "7.2, 3"})
  void khugepagedsBudgetForHugeRanges(String profile, long looks) {
    boot(profile);
    process.unmap(3 * RANGE, RANGE);
    process.set("enabled", "always");
    process.set("khugepaged/pages_to_scan", "600");
    for (int range = 0; range < 3; range++) {
      process.write((long) range * RANGE, 1);
    }

    process.machine.advanceTo(0);

    assertThat(process.looks(ScanResult.PMD_MAPPED)).isEqualTo(looks);
  }

  /// Three ranges whose PTE 299 is the first hole, and no hole is allowed: a look ends there, after
  /// 300 PTEs. In 7.2 the second look spends a budget of 600 (1 + 600), and no look one of 1000 (1
  /// + 900 at the end). Before, the second spends both (1 + 1024).
  @ParameterizedTest
  @CsvSource({"6.18, 600, 2", "6.18, 1000, 2", "7.2, 600, 2", "7.2, 1000, 3"})
  void khugepagedsBudgetForPtes(String profile, String pagesToScan, long looks) {
    boot(profile);
    process.unmap(3 * RANGE, RANGE);
    for (int range = 0; range < 3; range++) {
      process.write((long) range * RANGE, 299);
    }
    process.set("enabled", "always");
    process.set("khugepaged/max_ptes_none", "0");
    process.set("khugepaged/pages_to_scan", pagesToScan);
    assertThat(process.advise(Advice.HUGEPAGE, 0, 3 * RANGE)).isZero();

    process.machine.advanceTo(0);

    assertThat(process.looks(ScanResult.EXCEED_NONE_PTE)).isEqualTo(looks);
  }

  /// MADV_FREE makes a page clean and old. Before 7.2 khugepaged copies it with the others, of
  /// which many are young; 7.2 refuses the range (SCAN_PAGE_LAZYFREE), and MADV_COLLAPSE does not.
  @ParameterizedTest
  @CsvSource({"6.12, 1, 0", "6.18, 1, 0", "7.2, 0, 1"})
  void khugepagedOnPagesThatMadvFreeGaveUp(String profile, long collapsed, long refused) {
    boot(profile);
    process.write(0, RANGE);
    assertThat(process.advise(Advice.FREE, 3, 1)).isZero();
    process.set("enabled", "always");

    process.khugepaged();

    assertThat(process.looks(ScanResult.SUCCEED)).isEqualTo(collapsed);
    assertThat(process.looks(ScanResult.PAGE_LAZYFREE)).isEqualTo(refused);
    assertThat(process.advise(Advice.COLLAPSE, 0, RANGE)).isZero();
    assertThat(process.page(0)).isEqualTo("anon 9");
    checkBooks();
  }

  /// madvise_behavior_valid() of 6.12 does not know the two, which came with 6.13.
  @ParameterizedTest
  @ValueSource(strings = {"GUARD_INSTALL", "GUARD_REMOVE"})
  void guardRegions(Advice advice) {
    boot("6.12");
    assertThat(process.advise(advice, 0, 1)).isEqualTo(-Errno.EINVAL);
    boot("6.18");
    assertThat(process.advise(advice, 0, 1)).isZero();
  }
}
