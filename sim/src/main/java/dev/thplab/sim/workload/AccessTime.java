package dev.thplab.sim.workload;

import dev.thplab.sim.hw.CpuModel;
import dev.thplab.sim.stats.TlbStats;

/// What the translation of addresses takes, from the counters of a core: misses of the first level
/// that hit the second, and page walks. Cycles that make no whole nanosecond are carried over.
final class AccessTime {
  private final CpuModel cpu;
  private long cycles;

  AccessTime(CpuModel cpu) {
    this.cpu = cpu;
  }

  AccessTime(AccessTime other) {
    cpu = other.cpu;
    cycles = other.cycles;
  }

  /// Nanoseconds for what was counted between `before` and `after`.
  long between(TlbStats before, TlbStats after) {
    long walks = after.walks() - before.walks();
    long hits = after.l1Misses() - before.l1Misses() - walks;
    long chargedNs = cpu.cyclesToNs(cycles);
    cycles += hits * cpu.l2HitCycles() + after.walkCycles() - before.walkCycles();
    return cpu.cyclesToNs(cycles) - chargedNs;
  }
}
