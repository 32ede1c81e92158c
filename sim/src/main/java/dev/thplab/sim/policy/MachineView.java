package dev.thplab.sim.policy;

import dev.thplab.sim.page.PhysicalMemory;
import dev.thplab.sim.stats.Counters;
import dev.thplab.sim.task.Cgroups;

/// What a policy may read of the machine beside the question itself.
///
/// The arrays are the machine's own, which it keeps up to date, so that a policy pays only for what
/// it reads; they are not to be written.
///
/// @see PolicyQuery#machine
public final class MachineView {
  private final PhysicalMemory memory;
  private final Counters counters;
  private final ThpSettings thp;
  private final Cgroups cgroups;

  /// Makes the view of one machine.
  public MachineView(PhysicalMemory memory, Counters counters, ThpSettings thp, Cgroups cgroups) {
    this.memory = memory;
    this.counters = counters;
    this.thp = thp;
    this.cgroups = cgroups;
  }

  /// Managed memory in bytes.
  public long totalBytes() {
    return memory.buddy().managedPages() << PhysicalMemory.PAGE_SHIFT;
  }

  /// Live number of free blocks by order, as in /proc/buddyinfo.
  public int[] freeBlocks() {
    return memory.buddy().liveFreeBlocks();
  }

  /// Live vmstat events, by ordinal of [dev.thplab.sim.stats.VmEvent].
  public long[] events() {
    return counters.liveEvents();
  }

  /// Live counters by size: those of order `n` begin at `n` times the number of
  /// [dev.thplab.sim.stats.MthpStat], by ordinal.
  public long[] mthp() {
    return counters.liveMthp();
  }

  /// The tree of memory cgroups.
  public Cgroups cgroups() {
    return cgroups;
  }

  /// The values below /sys/kernel/mm/transparent_hugepage/.
  public ThpSettings thp() {
    return thp;
  }
}
