package dev.thplab.runtime.explain;

import dev.thplab.sim.page.PhysicalMemory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Addresses and times in words.
public final class RangeText {
  static final long PMD_SIZE = (long) PhysicalMemory.PAGE_SIZE << PhysicalMemory.PMD_ORDER;

  private RangeText() {}

  /// The 2 MiB from `start`: `7f0000000000-7f0000200000`.
  static String of(long start) {
    return "%x-%x".formatted(start, start + PMD_SIZE);
  }

  /// Simulated time in seconds, to the microsecond: `0.001234 s`.
  public static String time(long ns) {
    return BigDecimal.valueOf(ns, 9).setScale(6, RoundingMode.DOWN) + " s";
  }

  /// A cost: `1.25 us`.
  static String cost(long ns) {
    return BigDecimal.valueOf(ns, 3).stripTrailingZeros().toPlainString() + " us";
  }
}
