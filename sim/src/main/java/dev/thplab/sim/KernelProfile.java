package dev.thplab.sim;

import java.util.Arrays;
import java.util.List;

/// Which Linux the simulated mm behaves like: what changed between 6.12, 6.18 and 7.2 and shows in
/// the simulated machine, one question each.
///
/// A behaviour belongs to the first of these releases that has it; where another release brought
/// it, the method names that one.
public enum KernelProfile {
  LINUX_6_12("6.12"),

  /// The default, and what the recorded scenarios were recorded on.
  LINUX_6_18("6.18"),
  LINUX_7_2("7.2");

  private final String label;

  KernelProfile(String label) {
    this.label = label;
  }

  /// The profile that is simulated unless another is named.
  public static KernelProfile defaultProfile() {
    return LINUX_6_18;
  }

  /// The name on the command line and in results: the release, `6.18`.
  public String label() {
    return label;
  }

  /// Every name, oldest first.
  public static List<String> labels() {
    return Arrays.stream(values()).map(KernelProfile::label).toList();
  }

  /// The profile of that name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the names
  public static KernelProfile byLabel(String label) {
    for (KernelProfile profile : values()) {
      if (profile.label.equals(label)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "kernel profile (%s) must be one of %s".formatted(label, String.join(", ", labels())));
  }

  /// A write to the huge zero folio allocates a THP (`do_huge_zero_wp_pmd`, 6.13); before, it split
  /// the mapping into 4 KiB zero pages and wrote one.
  public boolean allocatesThpOverHugeZero() {
    return isSince(LINUX_6_18);
  }

  /// A write fault reuses a page of a large folio that only this mm maps
  /// (`__wp_can_reuse_large_anon_folio`, 6.15); before, it always copied.
  public boolean reusesLargeFolios() {
    return isSince(LINUX_6_18);
  }

  /// A large folio knows whether several address spaces map it (`folio_maybe_mapped_shared`, 6.15);
  /// before, the kernel guessed from the first page (`folio_likely_mapped_shared`).
  public boolean tracksFolioSharing() {
    return isSince(LINUX_6_18);
  }

  /// MADV_DONTNEED frees a PTE table that it covers in full and empties (`CONFIG_PT_RECLAIM`,
  /// 6.14).
  public boolean reclaimsPageTables() {
    return isSince(LINUX_6_18);
  }

  /// madvise knows MADV_GUARD_INSTALL and MADV_GUARD_REMOVE (6.13).
  public boolean hasGuardRegions() {
    return isSince(LINUX_6_18);
  }

  /// A range without one writable PTE can be collapsed; before, it was `SCAN_PAGE_RO`.
  public boolean collapsesReadOnlyRanges() {
    return isSince(LINUX_6_18);
  }

  /// prctl(PR_SET_THP_DISABLE) takes `PR_THP_DISABLE_EXCEPT_ADVISED` (6.18).
  public boolean hasThpDisableFlags() {
    return isSince(LINUX_6_18);
  }

  /// A range without a PTE table is `SCAN_NO_PTE_TABLE`, whatever is missing, and MADV_COLLAPSE
  /// goes on behind it; before, an empty PMD ended the call.
  public boolean collapsesBehindMissingTables() {
    return isSince(LINUX_7_2);
  }

  /// MADV_COLLAPSE of a part of one 2 MiB slot does nothing and succeeds; before, it was EINVAL.
  public boolean acceptsCollapseWithinSlot() {
    return isSince(LINUX_7_2);
  }

  /// khugepaged's budget `pages_to_scan` is spent PTE by PTE; before, 512 for each range.
  public boolean countsScannedPtes() {
    return isSince(LINUX_7_2);
  }

  /// khugepaged makes folios of every enabled size, not only of 2 MiB.
  public boolean collapsesToMthp() {
    return isSince(LINUX_7_2);
  }

  /// khugepaged leaves ranges alone that hold pages which MADV_FREE gave up (`SCAN_PAGE_LAZYFREE`).
  public boolean sparesLazyFreePages() {
    return isSince(LINUX_7_2);
  }

  @Override
  public String toString() {
    return label;
  }

  private boolean isSince(KernelProfile first) {
    return compareTo(first) >= 0;
  }
}
