package dev.thplab.sim.generator;

/// The memory of a virtual machine, seen from its host. The guest has used all of it once. In each
/// cycle a balloon in the guest inflates: units from all over the memory are given back with
/// `MADV_DONTNEED`, and the guest works with the rest. Then it deflates, and the guest fills and
/// uses all of it again.
final class BalloonProgram extends CountedProgram {
  private static final int BLOCK = 512;
  private static final int UNITS_A_STEP = 64;
  private static final long PAGE = 4096;
  private static final long MEMORY = Layout.region(0);

  private final long unitBytes;
  private final long units;
  private final long taken;
  private final long accesses;
  private final double writes;
  private final boolean hugepage;
  private final long balloonSteps;
  private final long cycleSteps;
  private final SplitMix64 random;
  private final long orderSeed;
  private Permutation order;

  BalloonProgram(Parameters values) {
    super(values.whole("cycles") * cycleSteps(values));
    unitBytes = values.whole("unit");
    units = units(values);
    taken = taken(values);
    accesses = values.whole("accesses");
    writes = values.real("writes");
    hugepage = values.flag("hugepage");
    balloonSteps = Math.ceilDiv(taken, UNITS_A_STEP);
    cycleSteps = cycleSteps(values);
    random = new SplitMix64(values.whole("seed"));
    orderSeed = random.next();
    Parameters.require(
        EventWriter.wholePages(unitBytes) == unitBytes,
        "unit (%d) must be a multiple of 4096".formatted(unitBytes));
    Parameters.require(
        taken > 0, "balloon * bytes / unit (%d) must be at least 1".formatted(taken));
  }

  private static long units(Parameters values) {
    return values.whole("bytes") / values.whole("unit");
  }

  private static long taken(Parameters values) {
    return (long) (units(values) * values.real("balloon"));
  }

  /// Inflating, working, deflating, working.
  private static long cycleSteps(Parameters values) {
    return 2 * Math.ceilDiv(taken(values), UNITS_A_STEP)
        + 2 * Math.ceilDiv(values.whole("accesses"), BLOCK);
  }

  @Override
  public void start(EventWriter out) {
    out.startProcess(Layout.FIRST_PID, "balloon");
    out.mmap(MEMORY, units * unitBytes, hugepage);
    out.fill(MEMORY, units * unitBytes);
  }

  @Override
  void step(long index, EventWriter out) {
    long cycle = index / cycleSteps;
    long inCycle = index % cycleSteps;
    if (inCycle == 0) {
      order = new Permutation(units, orderSeed + cycle);
    }
    long half = cycleSteps / 2;
    boolean inflated = inCycle < half;
    long inHalf = inCycle % half;
    if (inHalf >= balloonSteps) {
      work(inHalf - balloonSteps, inflated ? taken : 0, out);
    } else if (inflated) {
      inflate(inHalf * UNITS_A_STEP, out);
    } else {
      deflate(inHalf * UNITS_A_STEP, out);
    }
  }

  private long unit(long index) {
    return MEMORY + order.at(index) * unitBytes;
  }

  private void inflate(long first, EventWriter out) {
    for (long i = first; i < Math.min(taken, first + UNITS_A_STEP); i++) {
      out.dontneed(unit(i), unitBytes);
    }
  }

  private void deflate(long first, EventWriter out) {
    for (long i = first; i < Math.min(taken, first + UNITS_A_STEP); i++) {
      out.accessAll(unit(i), unitBytes, PAGE, true);
    }
  }

  /// The guest accesses what the balloon left to it: all but the first `absent` units of the order.
  private void work(long block, long absent, EventWriter out) {
    long end = Math.min(accesses, (block + 1) * BLOCK);
    for (long k = block * BLOCK; k < end; k++) {
      long address = unit(absent + random.below(units - absent)) + random.below(unitBytes);
      out.access(address, random.chance(writes));
    }
  }
}
