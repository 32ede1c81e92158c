package dev.thplab.sim.mm;

import dev.thplab.sim.policy.KhugepagedSettings;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.stats.Account;
import java.util.List;

/// The kernel thread that collapses base pages into THPs: `khugepaged_do_scan()` and
/// `khugepaged_scan_mm_slot()` of mm/khugepaged.c, one wake-up at a time.
public final class Khugepaged {
  private static final long PMD_SIZE = HugeMemory.PMD_SIZE;
  private static final long NS_PER_MS = 1_000_000;

  private final Kernel kernel;
  private final AllowableOrders allowable;
  private final Collapse collapse;
  private Account account = new Account(0, 2, "khugepaged");
  private final long[] results = new long[ScanResult.values().length];
  private Mm cursorMm;
  private long cursorAddress;
  private long pagesCollapsed;
  private long fullScans;
  private long nextWakeNs;

  Khugepaged(Kernel kernel, AllowableOrders allowable, Collapse collapse) {
    this.kernel = kernel;
    this.allowable = allowable;
    this.collapse = collapse;
  }

  /// Takes over the state of another machine's thread; `mms` are the copies of its address spaces.
  /// A cursor in a dead one, which nobody changes any more, stays there.
  void copyFrom(Khugepaged other, List<Mm> mms) {
    System.arraycopy(other.results, 0, results, 0, results.length);
    cursorMm = other.cursorMm;
    for (Mm mm : mms) {
      if (other.cursorMm != null && mm.id() == other.cursorMm.id()) {
        cursorMm = mm;
      }
    }
    cursorAddress = other.cursorAddress;
    pagesCollapsed = other.pagesCollapsed;
    fullScans = other.fullScans;
    nextWakeNs = other.nextWakeNs;
    account = other.account.copy();
  }

  /// THPs made so far (`khugepaged/pages_collapsed`).
  public long pagesCollapsed() {
    return pagesCollapsed;
  }

  /// Times the whole list of address spaces was walked (`khugepaged/full_scans`).
  public long fullScans() {
    return fullScans;
  }

  /// Looks at a 2 MiB range that ended with `result`.
  public long count(ScanResult result) {
    return results[result.ordinal()];
  }

  /// What khugepaged's own work is charged to.
  public Account account() {
    return account;
  }

  /// Simulated time of the next wake-up, while khugepaged is enabled.
  public long nextWakeNs() {
    return nextWakeNs;
  }

  /// Runs the wake-ups that are due up to `nowNs` of simulated time.
  public void runUntil(long nowNs) {
    if (!kernel.khugepagedEnabled()) {
      nextWakeNs = Math.max(nextWakeNs, nowNs);
      return;
    }
    while (nextWakeNs <= nowNs) {
      boolean allocFailed = wake();
      KhugepagedSettings.Key sleep =
          allocFailed
              ? KhugepagedSettings.Key.ALLOC_SLEEP_MILLISECS
              : KhugepagedSettings.Key.SCAN_SLEEP_MILLISECS;
      nextWakeNs += Math.max(1, kernel.thp().khugepaged().get(sleep)) * NS_PER_MS;
    }
  }

  /// One wake-up: scans up to `pages_to_scan` pages and says whether a THP could not be allocated
  /// (`khugepaged_do_scan`).
  boolean wake() {
    Account interrupted = kernel.current();
    kernel.setCurrent(account);
    int budget = kernel.thp().khugepaged().get(KhugepagedSettings.Key.PAGES_TO_SCAN);
    int progress = 0;
    int passThroughHead = 0;
    boolean allocFailed = false;
    while (progress < budget && !allocFailed) {
      if (cursorMm == null) {
        passThroughHead++;
      }
      if (passThroughHead >= 2 || !hasWork()) {
        break;
      }
      int failedBefore = (int) count(ScanResult.ALLOC_HUGE_PAGE_FAIL);
      progress += scanMmSlot(budget - progress);
      allocFailed = count(ScanResult.ALLOC_HUGE_PAGE_FAIL) > failedBefore;
    }
    kernel.setCurrent(interrupted);
    return allocFailed;
  }

  /// Takes an address space off the list if its policy does not want it there; only policies
  /// written for RFC v4 to v6 of the series are asked.
  public void reconsider(Mm mm) {
    if (mm.onKhugepagedList && !allowable.mayBeListed(mm)) {
      mm.onKhugepagedList = false;
    }
  }

  /// Runs wake-ups until the list was walked `scans` more times.
  public void runFullScans(long scans) {
    long target = fullScans + scans;
    while (fullScans < target && kernel.khugepagedEnabled() && hasWork()) {
      wake();
    }
  }

  private boolean hasWork() {
    for (Mm mm : kernel.mms()) {
      if (mm.onKhugepagedList) {
        return true;
      }
    }
    return false;
  }

  /// `khugepaged_scan_mm_slot()`: goes on at the cursor and returns the progress in pages.
  private int scanMmSlot(int budget) {
    Mm mm = cursorMm != null && cursorMm.onKhugepagedList ? cursorMm : nextAfter(cursorMm);
    if (mm == null) {
      endOfList();
      return 1;
    }
    if (mm != cursorMm) {
      cursorMm = mm;
      cursorAddress = 0;
    }
    int progress = 1;
    reconsider(mm);
    int i =
        mm.thpDisable() == ThpDisable.COMPLETELY || !mm.onKhugepagedList
            ? mm.vmas.size()
            : mm.vmas.indexFrom(cursorAddress);
    while (i < mm.vmas.size()) {
      Vma vma = mm.vmas.get(i++);
      if (allowable.collapsible(mm, vma, vma.flags, TvaType.KHUGEPAGED) == 0) {
        progress++;
        continue;
      }
      long first = (vma.start + PMD_SIZE - 1) & -PMD_SIZE;
      long end = vma.end & -PMD_SIZE;
      if (cursorAddress > end) {
        progress++;
        continue;
      }
      cursorAddress = Math.max(cursorAddress, first);
      while (cursorAddress < end) {
        ScanResult result = collapse.range(mm, vma, cursorAddress, false);
        results[result.ordinal()]++;
        cursorAddress += PMD_SIZE;
        progress += collapse.progress();
        if (result == ScanResult.SUCCEED) {
          pagesCollapsed++;
        }
        if (collapse.attempted() || progress >= budget) {
          return progress;
        }
      }
    }
    Mm next = nextAfter(mm);
    cursorMm = next;
    cursorAddress = 0;
    if (next == null) {
      fullScans++;
    }
    return progress;
  }

  private void endOfList() {
    cursorMm = null;
    cursorAddress = 0;
    fullScans++;
  }

  /// The registered address space that follows `mm`, or the first when `mm` is null, or null at the
  /// end.
  private Mm nextAfter(Mm mm) {
    List<Mm> mms = kernel.mms();
    int i = mm == null ? 0 : indexBehind(mms, mm);
    for (; i < mms.size(); i++) {
      if (mms.get(i).onKhugepagedList) {
        return mms.get(i);
      }
    }
    return null;
  }

  private static int indexBehind(List<Mm> mms, Mm mm) {
    int i = 0;
    while (i < mms.size() && mms.get(i).id() <= mm.id()) {
      i++;
    }
    return i;
  }
}
