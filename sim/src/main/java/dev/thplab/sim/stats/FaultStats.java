package dev.thplab.sim.stats;

/// Faults of one machine or one process: how many of each kind and order, what they zeroed, how
/// long they took.
public final class FaultStats {
  private static final int ORDERS = 10;

  private final long[] byKind = new long[FaultKind.values().length];
  private final long[] anonByOrder = new long[ORDERS];
  private final LatencyHistogram latency = new LatencyHistogram();
  private long pagesZeroed;
  private long peakRssPages;
  private long neverTouchedPages;

  /// Records one completed fault. `zeroedPages` counts 4 KiB pages cleared; `costNs` is simulated
  /// time.
  public void record(FaultKind kind, int order, int zeroedPages, long costNs) {
    byKind[kind.ordinal()]++;
    if (kind == FaultKind.ANON) {
      anonByOrder[order]++;
    }
    pagesZeroed += zeroedPages;
    latency.record(costNs);
  }

  /// Notes the resident anonymous pages after a change; the highest value is kept.
  public void noteRss(long rssPages) {
    if (rssPages > peakRssPages) {
      peakRssPages = rssPages;
    }
  }

  /// Adds anonymous pages that were freed, or are left at the end, without ever having been
  /// touched.
  public void addNeverTouched(long pages) {
    neverTouchedPages += pages;
  }

  public long count(FaultKind kind) {
    return byKind[kind.ordinal()];
  }

  /// First-touch faults that mapped a folio of `order` (0, 2..9).
  public long anonFaults(int order) {
    return anonByOrder[order];
  }

  public long pagesZeroed() {
    return pagesZeroed;
  }

  public long peakRssPages() {
    return peakRssPages;
  }

  public long neverTouchedPages() {
    return neverTouchedPages;
  }

  /// Simulated cost of each fault, nanoseconds.
  public LatencyHistogram latency() {
    return latency;
  }

  /// Returns an independent copy.
  public FaultStats copy() {
    FaultStats copy = new FaultStats();
    System.arraycopy(byKind, 0, copy.byKind, 0, byKind.length);
    System.arraycopy(anonByOrder, 0, copy.anonByOrder, 0, ORDERS);
    copy.latency.add(latency);
    copy.pagesZeroed = pagesZeroed;
    copy.peakRssPages = peakRssPages;
    copy.neverTouchedPages = neverTouchedPages;
    return copy;
  }
}
