package dev.thplab.sim.generator;

/// Where generated processes have their memory: regions on 2 MiB boundaries, far from each other.
final class Layout {
  /// The largest region.
  static final long MAX_BYTES = 1L << 40;

  /// The process that a generator starts with; its children have the pids behind it.
  static final int FIRST_PID = 1000;

  private static final long FIRST = 0x1000_0000_0000L;

  private Layout() {}

  /// Address of region `index`, from 0.
  static long region(int index) {
    return FIRST + index * 2L * MAX_BYTES;
  }
}
