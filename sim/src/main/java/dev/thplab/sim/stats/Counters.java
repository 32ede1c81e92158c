package dev.thplab.sim.stats;

import java.util.function.ObjLongConsumer;

/// The kernel's counters of one machine or one process, all starting at zero.
public final class Counters {
  private static final int ORDERS = 10;

  private final long[] events = new long[VmEvent.VALUES.length];
  private final long[] mthp = new long[ORDERS * MthpStat.VALUES.length];

  /// Adds one to a vmstat event (`count_vm_event`).
  public void count(VmEvent event) {
    events[event.ordinal()]++;
  }

  /// Adds `n` to a vmstat event (`count_vm_events`).
  public void count(VmEvent event, long n) {
    events[event.ordinal()] += n;
  }

  /// Adds `n` to a per-size counter; orders 0 and above 9 are ignored, as in `mod_mthp_stat`.
  public void count(int order, MthpStat stat, long n) {
    if (order > 0 && order < ORDERS) {
      mthp[order * MthpStat.VALUES.length + stat.ordinal()] += n;
    }
  }

  public long get(VmEvent event) {
    return events[event.ordinal()];
  }

  public long get(int order, MthpStat stat) {
    return mthp[order * MthpStat.VALUES.length + stat.ordinal()];
  }

  /// The vmstat events as they change, by ordinal; not to be written.
  public long[] liveEvents() {
    return events;
  }

  /// The counters by size as they change: those of order `n` begin at `n` times the number of
  /// [MthpStat]; not to be written.
  public long[] liveMthp() {
    return mthp;
  }

  /// The sum of a per-size counter over all orders.
  public long sum(MthpStat stat) {
    long sum = 0;
    for (int order = 0; order < ORDERS; order++) {
      sum += get(order, stat);
    }
    return sum;
  }

  /// Visits every counter under its kernel name: vmstat events first, then `16kB/anon_fault_alloc`
  /// and so on by size.
  ///
  /// Gauges are left out unless `gauges` is set.
  public void forEach(boolean gauges, ObjLongConsumer<String> visitor) {
    forEachEvent(visitor);
    for (int order = 2; order < ORDERS; order++) {
      for (MthpStat stat : MthpStat.VALUES) {
        if (gauges || !stat.isGauge()) {
          visitor.accept((4 << order) + "kB/" + stat.kernelName(), get(order, stat));
        }
      }
    }
  }

  /// Visits every vmstat event under its kernel name.
  public void forEachEvent(ObjLongConsumer<String> visitor) {
    for (VmEvent event : VmEvent.VALUES) {
      visitor.accept(event.kernelName(), get(event));
    }
  }

  /// Returns an independent copy.
  public Counters copy() {
    Counters copy = new Counters();
    System.arraycopy(events, 0, copy.events, 0, events.length);
    System.arraycopy(mthp, 0, copy.mthp, 0, mthp.length);
    return copy;
  }
}
