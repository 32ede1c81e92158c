package dev.thplab.sim.generator;

/// An allocator that takes runs of pages from an arena and gives freed ones back to the kernel with
/// `MADV_DONTNEED`, as jemalloc does with its dirty pages. It keeps so many of them for reuse; past
/// that the oldest goes.
final class ArenaProgram extends CountedProgram {
  private static final long LINE = 64;
  private static final long ARENA = Layout.region(0);

  private final long bytes;
  private final long runBytes;
  private final double reuse;
  private final int keep;
  private final int wantedLive;
  private final long workNs;
  private final boolean hugepage;
  private final SplitMix64 random;

  /// Runs that are in use, in no order.
  private final int[] live;

  /// Runs that no page backs, in no order.
  private final int[] clean;

  /// A ring of the freed runs that still have their pages, oldest first.
  private final int[] dirty;

  private int nrLive;
  private int nrClean;
  private int oldestDirty;
  private int nrDirty;

  ArenaProgram(Parameters values) {
    super(values.whole("operations"));
    bytes = values.whole("bytes");
    runBytes = values.whole("run");
    reuse = values.real("reuse");
    keep = values.small("keep");
    workNs = values.whole("work");
    hugepage = values.flag("hugepage");
    random = new SplitMix64(values.whole("seed"));
    Parameters.require(
        EventWriter.wholePages(runBytes) == runBytes,
        "run (%d) must be a multiple of 4096".formatted(runBytes));
    int runs = Math.toIntExact(bytes / runBytes);
    wantedLive = (int) (runs * values.real("live"));
    Parameters.require(
        wantedLive > 0 && wantedLive + keep < runs,
        "live * bytes / run + keep (%d) must be less than bytes / run (%d), live * bytes / run more than 0"
            .formatted(wantedLive + keep, runs));
    live = new int[runs];
    clean = new int[runs];
    dirty = new int[keep + 1];
    for (int run = 0; run < runs; run++) {
      clean[nrClean++] = run;
    }
  }

  @Override
  public void start(EventWriter out) {
    out.startProcess(Layout.FIRST_PID, "arena");
    out.mmap(ARENA, bytes, hugepage);
  }

  /// One request: frees a run when enough are in use, then allocates one and fills it.
  @Override
  void step(long index, EventWriter out) {
    out.startOperation("request");
    out.work(workNs);
    if (nrLive == wantedLive) {
      free(takeAny(live, nrLive--), out);
    }
    int run = nrDirty > 0 && random.chance(reuse) ? takeNewestDirty() : takeAny(clean, nrClean--);
    live[nrLive++] = run;
    out.accessAll(address(run), runBytes, LINE, true);
    out.endOperation("request");
  }

  private int takeAny(int[] runs, int count) {
    int i = Math.toIntExact(random.below(count));
    int run = runs[i];
    runs[i] = runs[count - 1];
    return run;
  }

  private int takeNewestDirty() {
    return dirty[(oldestDirty + --nrDirty) % dirty.length];
  }

  private void free(int run, EventWriter out) {
    dirty[(oldestDirty + nrDirty++) % dirty.length] = run;
    if (nrDirty > keep) {
      int oldest = dirty[oldestDirty];
      oldestDirty = (oldestDirty + 1) % dirty.length;
      nrDirty--;
      out.dontneed(address(oldest), runBytes);
      clean[nrClean++] = oldest;
    }
  }

  private long address(int run) {
    return ARENA + run * runBytes;
  }
}
