package dev.thplab.runtime.explain;

import dev.thplab.sim.mm.ScanResult;
import dev.thplab.sim.mm.VmFlags;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyAnswer;
import dev.thplab.sim.policy.ShmemMode;
import dev.thplab.sim.policy.ThpMode;
import dev.thplab.sim.policy.ThpSettings;

/// Says in words why a decision did not give 2 MiB.
final class Reasons {
  private Reasons() {}

  /// Why 2 MiB was lost, or null if it was not.
  static String of(DecisionLog.Decided decided) {
    Decision decision = decided.decision();
    for (LostReason reason : LostReason.values()) {
      if ((decision.lost(reason) & Orders.PMD_BIT) != 0) {
        return of(reason, decision, decided.settings());
      }
    }
    boolean looked = decision.result != null && !decision.type.inPageFault();
    return looked && decision.obtained != Orders.PMD ? ofLook(decision, decided.settings()) : null;
  }

  private static String of(LostReason reason, Decision decision, ThpSettings settings) {
    return switch (reason) {
      case POLICY -> policy(decision);
      case SIZE -> "memory of this kind has no 2 MiB pages";
      case SYSFS -> sysfs(decision, settings);
      case PRCTL -> "prctl(PR_SET_THP_DISABLE) is on for the process";
      case VMA_FLAG ->
          (decision.vmaFlags & VmFlags.NOHUGEPAGE) != 0
              ? "the VMA has MADV_NOHUGEPAGE"
              : "the VMA is a special mapping";
      case NOT_ANONYMOUS -> notAnonymous(decision, settings);
      case NEVER_WRITTEN -> "nothing in the VMA was ever written, so there is nothing to collapse";
      case ALIGNMENT -> alignment(decision);
      case PAGE_TABLE -> "the 2 MiB had a page table already, so the fault did not ask for 2 MiB";
      case POPULATED_RANGE -> "a page of the 2 MiB was mapped already";
      case NO_FREE_BLOCK -> "no free block of 2 MiB was left";
      case CHARGE -> "the memory cgroup refused the charge";
      case NO_HUGE_ZERO -> "no huge zero folio could be had for a read";
      case NO_TABLE_PAGE -> "no page was left for the page table behind a huge mapping";
    };
  }

  private static String policy(Decision decision) {
    PolicyAnswer answer = decision.decider();
    return answer == null
        ? "a policy did not allow 2 MiB"
        : "the policy %s (scope %s) did not allow 2 MiB"
            .formatted(DecisionText.name(answer.attachment()), answer.attachment().scope());
  }

  private static String sysfs(Decision decision, ThpSettings settings) {
    if (decision.result == null && (decision.vmaFlags & VmFlags.MAYSHARE) != 0) {
      return "shmem_enabled=" + settings.shmemEnabled().text();
    }
    String unadvised =
        (decision.vmaFlags & VmFlags.HUGEPAGE) != 0 ? "" : ", and the VMA has no MADV_HUGEPAGE";
    ThpMode size = settings.enabled(Orders.PMD);
    return switch (size) {
      case INHERIT ->
          "enabled=%s%s"
              .formatted(
                  settings.enabled().text(),
                  settings.enabled() == ThpMode.MADVISE ? unadvised : "");
      case MADVISE -> "hugepages-2048kB/enabled=madvise" + unadvised;
      case NEVER, ALWAYS -> "hugepages-2048kB/enabled=" + size.text();
    };
  }

  private static String notAnonymous(Decision decision, ThpSettings settings) {
    if ((decision.vmaFlags & VmFlags.MAYSHARE) == 0) {
      return "a file backs the VMA, and the simulated page cache has no huge pages";
    }
    boolean refused =
        settings.shmemEnabled() == ShmemMode.NEVER || settings.shmemEnabled() == ShmemMode.DENY;
    return "the memory is shared"
        + (refused ? ", and shmem_enabled=" + settings.shmemEnabled().text() : "");
  }

  private static String alignment(Decision decision) {
    if (!decision.type.inPageFault()) {
      return "no aligned 2 MiB lie in the VMA";
    }
    long start = decision.address & -RangeText.PMD_SIZE;
    return "the aligned 2 MiB, %s, are not all in the VMA, %x-%x"
        .formatted(RangeText.of(start), decision.vmaStart, decision.vmaEnd);
  }

  /// Why a look at the range did not collapse it; `result` is a label of [ScanResult].
  private static String ofLook(Decision decision, ThpSettings settings) {
    String result = decision.result;
    if (result.equals(ScanResult.EXCEED_NONE_PTE.label())) {
      return "more of the 512 pages are empty than max_ptes_none (%d) allows"
          .formatted(settings.khugepaged().get(KhugepagedSettings.Key.MAX_PTES_NONE));
    }
    if (result.equals(ScanResult.EXCEED_SHARED_PTE.label())) {
      return "more of the pages are shared than max_ptes_shared (%d) allows"
          .formatted(settings.khugepaged().get(KhugepagedSettings.Key.MAX_PTES_SHARED));
    }
    if (result.equals(ScanResult.PMD_NONE.label())
        || result.equals(ScanResult.PMD_NULL.label())
        || result.equals(ScanResult.NO_PTE_TABLE.label())) {
      return "nothing is mapped in the 2 MiB (%s)".formatted(result);
    }
    if (result.equals(ScanResult.LACK_REFERENCED_PAGE.label())) {
      return "none of the pages was accessed lately (%s)".formatted(result);
    }
    return "the look ended with " + result;
  }
}
