package dev.thplab.sim.generator;

import java.util.function.LongUnaryOperator;

/// One process that accesses one region at places that a rule gives.
final class AccessProgram extends CountedProgram {
  private static final int BLOCK = 512;
  private static final long LINE = 64;
  private static final long BASE = Layout.region(0);

  private final String comm;
  private final long bytes;
  private final boolean hugepage;
  private final boolean fill;
  private final double writes;
  private final long accesses;
  private final LongUnaryOperator offsets;
  private final SplitMix64 random;

  /// Makes a process whose `k`-th access is at `offsets(k)`. If `fill`, it first writes to all
  /// pages.
  private AccessProgram(
      String comm,
      Parameters values,
      boolean fill,
      long accesses,
      SplitMix64 random,
      LongUnaryOperator offsets) {
    super(Math.ceilDiv(accesses, BLOCK));
    this.comm = comm;
    this.fill = fill;
    this.accesses = accesses;
    this.offsets = offsets;
    this.random = random;
    bytes = values.whole("bytes");
    hugepage = values.flag("hugepage");
    writes = values.real("writes");
  }

  /// From the first byte to the last, again and again.
  static Program sequential(Parameters values) {
    long stride = stride(values);
    long perPass = Math.ceilDiv(values.whole("bytes"), stride);
    return new AccessProgram(
        "sequential",
        values,
        false,
        Math.multiplyExact(perPass, values.whole("passes")),
        random(values),
        k -> k % perPass * stride);
  }

  /// Down one column of a matrix after the other: a stride apart, and behind the end from the top
  /// again, one cache line further.
  static Program strided(Parameters values) {
    long bytes = values.whole("bytes");
    long stride = stride(values);
    long perColumn = Math.ceilDiv(bytes, stride);
    return new AccessProgram(
        "strided",
        values,
        values.flag("fill"),
        values.whole("accesses"),
        random(values),
        k -> (k % perColumn * stride + k / perColumn * LINE % stride) % bytes);
  }

  private static long stride(Parameters values) {
    long stride = values.whole("stride");
    Parameters.require(
        stride <= values.whole("bytes"),
        "stride (%d) must not exceed bytes (%d)".formatted(stride, values.whole("bytes")));
    return stride;
  }

  /// Items by popularity; where `scatter`, popular ones are anywhere, else first.
  static Program zipf(Parameters values) {
    long item = values.whole("item");
    long items = values.whole("bytes") / item;
    Parameters.require(
        items > 0, "item (%d) must not exceed bytes (%d)".formatted(item, values.whole("bytes")));
    SplitMix64 random = random(values);
    Zipf ranks = new Zipf(items, values.real("theta"));
    Permutation places = new Permutation(items, random.next());
    boolean scatter = values.flag("scatter");
    return new AccessProgram(
        "zipf",
        values,
        values.flag("fill"),
        values.whole("accesses"),
        random,
        _ -> {
          long rank = ranks.next(random) - 1;
          return (scatter ? places.at(rank) : rank) * item + random.below(item);
        });
  }

  /// A linked list that visits each node once, in random order, before it comes back to the first.
  static Program pointerChase(Parameters values) {
    long node = values.whole("node");
    long nodes = values.whole("bytes") / node;
    Parameters.require(
        nodes > 0, "node (%d) must not exceed bytes (%d)".formatted(node, values.whole("bytes")));
    SplitMix64 random = random(values);
    Permutation order = new Permutation(nodes, random.next());
    return new AccessProgram(
        "pointer-chase",
        values,
        true,
        values.whole("accesses"),
        random,
        k -> order.at(k % nodes) * node);
  }

  private static SplitMix64 random(Parameters values) {
    return new SplitMix64(values.whole("seed"));
  }

  @Override
  public void start(EventWriter out) {
    out.startProcess(Layout.FIRST_PID, comm);
    out.mmap(BASE, bytes, hugepage);
    if (fill) {
      out.fill(BASE, bytes);
    }
  }

  @Override
  void step(long index, EventWriter out) {
    long end = Math.min(accesses, (index + 1) * BLOCK);
    for (long k = index * BLOCK; k < end; k++) {
      out.access(BASE + offsets.applyAsLong(k), random.chance(writes));
    }
  }
}
