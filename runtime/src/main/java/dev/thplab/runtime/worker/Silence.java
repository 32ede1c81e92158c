package dev.thplab.runtime.worker;

import dev.thplab.runtime.script.Limits;
import java.time.Duration;

/// How long a process has said nothing, as [Limits] counts: its processor time, or a quarter of the
/// wall time if that is more.
final class Silence {
  private static final int WALL_SHARE = 4;

  private final Process process;
  private final Duration cpuAtStart;
  private long wallMs;

  /// Begins now.
  Silence(Process process) {
    this.process = process;
    cpuAtStart = cpu();
  }

  /// Adds wall time. Counted by whoever waits and not by the clock: a machine that was suspended is
  /// not silence.
  void lasts(long ms) {
    wallMs += ms;
  }

  long ms() {
    return Math.max(cpu().minus(cpuAtStart).toMillis(), wallMs / WALL_SHARE);
  }

  private Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
