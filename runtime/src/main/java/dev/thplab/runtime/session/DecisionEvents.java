package dev.thplab.runtime.session;

import dev.thplab.runtime.explain.Orders;
import dev.thplab.sim.mm.Vma;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which events a decision is, and its facts.
final class DecisionEvents {
  private DecisionEvents() {}

  /// The kinds of event that a decision is.
  static List<StopEvent> of(Decision decision) {
    boolean isFault = decision.type.inPageFault() && decision.result != null;
    if (isFault) {
      return isFallback(decision)
          ? List.of(StopEvent.FAULT, StopEvent.FALLBACK)
          : List.of(StopEvent.FAULT);
    }
    boolean isCollapse = decision.result != null && decision.obtained != Decision.NOTHING;
    return isCollapse ? List.of(StopEvent.COLLAPSE) : List.of();
  }

  private static boolean isFallback(Decision decision) {
    return (decision.lost(LostReason.NO_FREE_BLOCK)
            | decision.lost(LostReason.NO_HUGE_ZERO)
            | decision.lost(LostReason.NO_TABLE_PAGE))
        != 0;
  }

  /// What conditions may ask about a decision on `world`.
  static Map<String, Object> facts(World world, Decision decision) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("type", decision.type.scriptName());
    facts.put("nowNs", decision.nowNs);
    facts.put("pid", decision.pid);
    facts.put("comm", decision.comm);
    facts.put("name", vmaName(world, decision));
    facts.put("start", decision.vmaStart);
    facts.put("end", decision.vmaEnd);
    facts.put("address", decision.address == PolicyQuery.NO_ADDRESS ? null : decision.address);
    facts.put("write", decision.write);
    facts.put("offered", Orders.list(decision.offered));
    facts.put("order", decision.obtained == Decision.NOTHING ? null : decision.obtained);
    facts.put("result", decision.result);
    facts.put("lost", lost(decision));
    facts.put("costNs", decision.costNs);
    return facts;
  }

  private static String vmaName(World world, Decision decision) {
    for (Task task : world.machine().tasks()) {
      if (task.pid() == decision.pid && !task.hasExited()) {
        Vma vma = task.mm().vmas().lookup(decision.vmaStart);
        return vma == null ? null : vma.name();
      }
    }
    return null;
  }

  private static Map<String, Object> lost(Decision decision) {
    Map<String, Object> lost = new LinkedHashMap<>();
    for (LostReason reason : LostReason.values()) {
      if (decision.lost(reason) != 0) {
        lost.put(reason.label(), Orders.list(decision.lost(reason)));
      }
    }
    return lost;
  }
}
