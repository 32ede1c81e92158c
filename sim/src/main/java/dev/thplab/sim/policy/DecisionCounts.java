package dev.thplab.sim.policy;

/// How the answers of one attached policy on behalf of one process turned out.
public final class DecisionCounts {
  private static final int NR_ORDERS = 32;

  private long abstained;
  private long denied;
  private long chosen;
  private long won;
  private long lost;
  private long differences;
  private final long[] differencesByType = new long[TvaType.values().length];
  private final long[] differencesByOrder = new long[NR_ORDERS];

  /// Answers that left the question to others.
  public long abstained() {
    return abstained;
  }

  /// Answers that left nothing above order 0.
  public long denied() {
    return denied;
  }

  /// Answers that left some of the offered orders, or all of them.
  public long chosen() {
    return chosen;
  }

  /// Conflicts that ended as this policy said, see [Attachments#countConflicts].
  public long won() {
    return won;
  }

  /// Conflicts in which this policy had an opinion and that ended otherwise.
  public long lost() {
    return lost;
  }

  /// Answers of a shadow that differ from the one that acted in an order that sysfs enables.
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

  void countAnswer(int offered, int answer) {
    if (answer == OrderPolicy.ABSTAIN) {
      abstained++;
    } else if ((answer & offered & ~1) == 0) {
      denied++;
    } else {
      chosen++;
    }
  }

  void countConflict(boolean hasWon) {
    if (hasWon) {
      won++;
    } else {
      lost++;
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
    won += other.won;
    lost += other.lost;
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
