package dev.thplab.sim.generator;

/// Short-lived processes: a parent forks one after the other; each starts a program of its own,
/// maps some areas, uses a part of them and ends when so many younger ones run.
final class StormProgram extends CountedProgram {
  private static final String OPERATION = "process";
  private static final int PARENT = Layout.FIRST_PID;
  private static final long PARENT_HEAP = Layout.region(0);

  /// Areas of a process lie so far from each other that no two share a 2 MiB range.
  private static final long AREA_STEP = 1L << 32;

  private final int processes;
  private final int alive;
  private final int areas;
  private final long areaBytes;
  private final double used;
  private final long parentBytes;
  private final long workNs;
  private final boolean hugepage;
  private final SplitMix64 random;

  StormProgram(Parameters values) {
    super(values.whole("processes") + values.whole("alive"));
    processes = values.small("processes");
    alive = values.small("alive");
    areas = values.small("areas");
    areaBytes = values.whole("area");
    used = values.real("used");
    parentBytes = values.whole("parent");
    workNs = values.whole("work");
    hugepage = values.flag("hugepage");
    random = new SplitMix64(values.whole("seed"));
  }

  @Override
  public void start(EventWriter out) {
    out.startProcess(PARENT, "storm");
    out.mmap(PARENT_HEAP, parentBytes, false);
    out.fill(PARENT_HEAP, parentBytes);
  }

  @Override
  void step(long index, EventWriter out) {
    if (index >= alive) {
      end(Math.toIntExact(index) - alive, out);
    }
    if (index < processes) {
      begin(Math.toIntExact(index), out);
    }
  }

  private static int pid(int process) {
    return PARENT + 1 + process;
  }

  private void begin(int process, EventWriter out) {
    out.switchTo(PARENT);
    out.fork(pid(process));
    out.switchTo(pid(process));
    out.startOperation(OPERATION);
    out.exec("short-lived");
    for (int area = 0; area < areas; area++) {
      long address = Layout.region(1) + area * AREA_STEP;
      out.mmap(address, areaBytes, hugepage);
      long bytes = (long) (areaBytes * usedShare());
      if (bytes > 0) {
        out.fill(address, bytes);
      }
    }
    out.work(workNs);
  }

  /// Evenly distributed around `used`, as widely as 0 and 1 allow.
  private double usedShare() {
    double spread = Math.min(used, 1 - used);
    return used - spread + 2 * spread * random.unit();
  }

  private void end(int process, EventWriter out) {
    if (process < processes) {
      out.switchTo(pid(process));
      out.endOperation(OPERATION);
      out.exit();
    }
  }
}
