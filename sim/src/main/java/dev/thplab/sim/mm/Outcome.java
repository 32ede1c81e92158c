package dev.thplab.sim.mm;

import dev.thplab.sim.stats.FaultKind;

/// What the fault being served does, and what it costs; reused from fault to fault.
public final class Outcome {
  private FaultKind kind = FaultKind.SPURIOUS;
  private int order;
  private int zeroedPages;
  private long costNs;

  /// What kind of fault it was.
  public FaultKind kind() {
    return kind;
  }

  /// Order of the folio that was mapped; 0 where none was.
  public int order() {
    return order;
  }

  /// Simulated time the fault took.
  public long costNs() {
    return costNs;
  }

  void begin() {
    kind = FaultKind.SPURIOUS;
    order = 0;
    zeroedPages = 0;
    costNs = 0;
  }

  /// Says what the fault did; `ns` adds to what it has cost so far.
  void set(FaultKind newKind, int newOrder, int newZeroedPages, long ns) {
    kind = newKind;
    order = newOrder;
    zeroedPages = newZeroedPages;
    costNs += ns;
  }

  /// Adds the cost of work done on the way, such as a PMD split.
  void addCost(long ns) {
    costNs += ns;
  }

  /// Books the served fault on the machine and on the current process.
  void charge(Kernel kernel) {
    kernel.faults().record(kind, order, zeroedPages, costNs);
    kernel.current().faults().record(kind, order, zeroedPages, costNs);
    kernel.clock().advance(costNs);
  }
}
