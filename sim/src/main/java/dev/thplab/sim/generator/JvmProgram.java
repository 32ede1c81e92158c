package dev.thplab.sim.generator;

import java.util.ArrayDeque;
import java.util.Deque;

/// A program in a JVM with two generations. Threads fill one allocation buffer (TLAB) of the eden
/// space after the other and read old objects meanwhile. When eden is full, what lives is copied to
/// the survivor space or promoted to the old generation; when that is full, what lives of it is
/// moved to its start, and the rest is given back.
final class JvmProgram implements Program {
  private static final long PAGE = 4096;
  private static final long LINE = 64;
  private static final long PAGES_A_STEP = 64;

  /// Eden is eight tenths of the young generation, each survivor space one tenth, as with
  /// `-XX:SurvivorRatio=8`.
  private static final long SURVIVOR_SHARE = 10;

  private static final long YOUNG = Layout.region(0);
  private static final long OLD = Layout.region(1);

  private final long survivorBytes;
  private final long edenBytes;
  private final long oldBytes;
  private final long tlabBytes;
  private final double survival;
  private final double promotion;
  private final double live;
  private final long collections;
  private final long reads;
  private final long workNs;
  private final boolean uncommit;
  private final boolean hugepage;
  private final SplitMix64 random;

  private final Deque<Copy> copies = new ArrayDeque<>();
  private String collection = "";
  private long edenUsed;
  private long survivorUsed;
  private int fromSpace;
  private long oldUsed;
  private long oldTouched;
  private long tlabs;
  private long collected;

  /// Live pages that a collection moves: `pages` of them, one each `stride` bytes from `from` on,
  /// to `to` and behind. Objects that stay together on their way are thought of as pages.
  private record Copy(long from, long stride, long to, long pages) {}

  JvmProgram(Parameters values) {
    survivorBytes = values.whole("young") / SURVIVOR_SHARE & -PAGE;
    edenBytes = (values.whole("young") & -PAGE) - 2 * survivorBytes;
    oldBytes = values.whole("old") & -PAGE;
    tlabBytes = values.whole("tlab");
    survival = values.real("survival");
    promotion = values.real("promotion");
    live = values.real("live");
    collections = values.whole("collections");
    reads = values.whole("reads");
    workNs = values.whole("work");
    uncommit = values.flag("uncommit");
    hugepage = values.flag("hugepage");
    random = new SplitMix64(values.whole("seed"));
    Parameters.require(
        tlabBytes <= edenBytes,
        "tlab (%d) must not exceed eden, 8/10 of young (%d)".formatted(tlabBytes, edenBytes));
    Parameters.require(
        oldBytes * (1 - live) >= values.whole("young"),
        "old * (1 - live) (%.0f) must be at least young (%d)"
            .formatted(oldBytes * (1 - live), values.whole("young")));
  }

  @Override
  public long length() {
    return collections * (edenBytes / tlabBytes);
  }

  @Override
  public long position() {
    return tlabs;
  }

  @Override
  public void start(EventWriter out) {
    out.startProcess(Layout.FIRST_PID, "jvm");
    out.mmap(YOUNG, edenBytes + 2 * survivorBytes, hugepage);
    out.mmap(OLD, oldBytes, hugepage);
  }

  @Override
  public boolean step(EventWriter out) {
    if (!collection.isEmpty()) {
      collect(out);
    } else if (edenUsed + tlabBytes <= edenBytes && tlabs < length()) {
      allocate(out);
    } else if (collected < collections) {
      startCollection(out);
    } else {
      return false;
    }
    return true;
  }

  /// A thread takes the next buffer and fills it with new objects.
  private void allocate(EventWriter out) {
    out.startOperation("tlab");
    out.work(workNs);
    out.accessAll(YOUNG + edenUsed, tlabBytes, LINE, true);
    for (long i = 0; i < reads && oldUsed > 0; i++) {
      out.access(OLD + random.below(oldUsed), false);
    }
    out.endOperation("tlab");
    edenUsed += tlabBytes;
    tlabs++;
  }

  private void startCollection(EventWriter out) {
    long survivorPages = survivorUsed / PAGE;
    long edenPages = (long) (edenUsed * survival) / PAGE;
    long total = survivorPages + edenPages;
    long promoted = Math.max((long) (total * promotion), total - survivorBytes / PAGE);
    if (oldUsed + promoted * PAGE > oldBytes) {
      compactOld();
    } else {
      emptyYoung(survivorPages, edenPages, promoted);
    }
    out.startOperation(collection);
  }

  /// Copies what lives in eden and the one survivor space to the other one; the `promoted` oldest
  /// pages go to the old generation.
  private void emptyYoung(long survivorPages, long edenPages, long promoted) {
    collection = "young-gc";
    long fromSurvivors = survivorSpace(fromSpace);
    fromSpace = 1 - fromSpace;
    long edenStride = edenPages == 0 ? PAGE : edenUsed / PAGE / edenPages * PAGE;
    long olderPromoted = Math.min(promoted, survivorPages);
    survivorUsed = 0;
    promote(fromSurvivors, PAGE, olderPromoted);
    keep(fromSurvivors + olderPromoted * PAGE, PAGE, survivorPages - olderPromoted);
    long newPromoted = promoted - olderPromoted;
    promote(YOUNG, edenStride, newPromoted);
    keep(YOUNG + newPromoted * edenStride, edenStride, edenPages - newPromoted);
  }

  private long survivorSpace(int index) {
    return YOUNG + edenBytes + index * survivorBytes;
  }

  private void promote(long from, long stride, long pages) {
    copies.add(new Copy(from, stride, OLD + oldUsed, pages));
    oldUsed += pages * PAGE;
    oldTouched = Math.max(oldTouched, oldUsed);
  }

  private void keep(long from, long stride, long pages) {
    copies.add(new Copy(from, stride, survivorSpace(fromSpace) + survivorUsed, pages));
    survivorUsed += pages * PAGE;
  }

  private void compactOld() {
    collection = "full-gc";
    long pages = (long) (oldUsed * live) / PAGE;
    long stride = pages == 0 ? PAGE : oldUsed / PAGE / pages * PAGE;
    copies.add(new Copy(OLD, stride, OLD, pages));
    oldUsed = pages * PAGE;
  }

  /// Copies some of what is left; behind the last page the collection is over.
  private void collect(EventWriter out) {
    Copy copy = copies.poll();
    if (copy != null) {
      long now = Math.min(copy.pages, PAGES_A_STEP);
      for (long i = 0; i < now; i++) {
        out.accessAll(copy.from + i * copy.stride, PAGE, LINE, false);
        out.accessAll(copy.to + i * PAGE, PAGE, LINE, true);
      }
      if (now < copy.pages) {
        putBack(copy, now);
      }
      return;
    }
    if (collection.equals("young-gc")) {
      edenUsed = 0;
      collected++;
    } else if (uncommit && oldTouched > oldUsed) {
      out.dontneed(OLD + oldUsed, oldTouched - oldUsed);
      oldTouched = oldUsed;
    }
    out.endOperation(collection);
    collection = "";
  }

  private void putBack(Copy copy, long done) {
    copies.addFirst(
        new Copy(
            copy.from + done * copy.stride, copy.stride, copy.to + done * PAGE, copy.pages - done));
  }
}
