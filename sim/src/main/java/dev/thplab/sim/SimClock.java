package dev.thplab.sim;

/// The simulated time of one machine, in nanoseconds since it started. It moves only when the
/// simulation moves it.
public final class SimClock {
  private long nowNs;

  /// Returns an independent clock that shows the same time.
  public SimClock copy() {
    SimClock copy = new SimClock();
    copy.nowNs = nowNs;
    return copy;
  }

  /// Simulated nanoseconds since the machine started.
  public long nowNs() {
    return nowNs;
  }

  /// Moves time forward by `ns`, which must not be negative.
  public void advance(long ns) {
    if (ns < 0) {
      throw new IllegalArgumentException("advance (%d ns) must not be negative".formatted(ns));
    }
    nowNs += ns;
  }

  /// Moves time forward to `ns`; does nothing when that is past.
  public void advanceTo(long ns) {
    nowNs = Math.max(nowNs, ns);
  }
}
