package dev.thplab.runtime.session;

import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyQuery;
import java.util.ArrayList;
import java.util.List;

/// A decision in one line.
final class DecisionWords {
  private static final LostReason[] REASONS = LostReason.values();

  private DecisionWords() {}

  /// Who asked for what, what came of it, and why the other orders were lost.
  static String line(Decision decision) {
    StringBuilder line = new StringBuilder();
    line.append("%s %s[%d] ".formatted(Units.time(decision.nowNs), decision.comm, decision.pid));
    line.append(decision.type.scriptName());
    if (decision.address != PolicyQuery.NO_ADDRESS) {
      line.append(" %x".formatted(decision.address));
    }
    line.append(decision.write ? " write: " : ": ").append(outcome(decision));
    for (LostReason reason : REASONS) {
      int orders = decision.lost(reason);
      if (orders != 0) {
        line.append("; ").append(reason.label()).append(" took ").append(orders(orders));
      }
    }
    return line.toString();
  }

  private static String outcome(Decision decision) {
    if (decision.result == null) {
      return "asked for " + orders(decision.offered);
    }
    return decision.obtained == Decision.NOTHING
        ? decision.result
        : "%s order %d".formatted(decision.result, decision.obtained);
  }

  /// The orders of a mask, highest first, runs joined: `9, 4-2`.
  static String orders(int mask) {
    List<String> runs = new ArrayList<>();
    int order = 31 - Integer.numberOfLeadingZeros(mask);
    while (order >= 0) {
      int last = order;
      while (last > 0 && (mask >>> last - 1 & 1) != 0) {
        last--;
      }
      if ((mask >>> order & 1) != 0) {
        runs.add(order == last ? "" + order : order + "-" + last);
      }
      order = (mask >>> order & 1) != 0 ? last - 1 : order - 1;
    }
    return runs.isEmpty() ? "nothing" : String.join(", ", runs);
  }
}
