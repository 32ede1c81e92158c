package dev.thplab.sim.policy;

/// How the answers of one attached policy on behalf of one process turned out.
public final class DecisionCounts {
  private static final int NR_ORDERS = 32;

  private long abstained;
  private long denied;
  private long chosen;
  private long differences;
  private final long[] differencesByType = new long[TvaType.values().length];
  private final long[] differencesByOrder = new long[NR_ORDERS];

  /// Answers that left the offered orders as they were.
  public long abstained() {
    return abstained;
  }

  /// Answers that left nothing above order 0.
  public long denied() {
    return denied;
  }

  /// Answers that left some of the offered orders.
  public long chosen() {
    return chosen;
  }

  /// Answers of a shadow that differ from the one that acted.
  public long differences() {
    return differences;
  }

  /// [#differences] to questions of one type.
  public long differences(TvaType type) {
    return differencesByType[type.ordinal()];
  }

  /// [#differences] about whether `order` is allowed.
  public long differences(int order) {
    return differencesByOrder[order];
  }

  void countAnswer(int offered, int allowed) {
    if (allowed == offered) {
      abstained++;
    } else if ((allowed & ~1) == 0) {
      denied++;
    } else {
      chosen++;
    }
  }

  void countDifference(TvaType type, int orders) {
    differences++;
    differencesByType[type.ordinal()]++;
    for (int rest = orders; rest != 0; rest &= rest - 1) {
      differencesByOrder[Integer.numberOfTrailingZeros(rest)]++;
    }
  }

  /// Adds the counts of `other`.
  public void add(DecisionCounts other) {
    abstained += other.abstained;
    denied += other.denied;
    chosen += other.chosen;
    differences += other.differences;
    addAll(differencesByType, other.differencesByType);
    addAll(differencesByOrder, other.differencesByOrder);
  }

  private static void addAll(long[] to, long[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
