package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps every decision of every case, in memory.
public final class DecisionRecorder implements CaseObserver {
  private final Integer pid;
  private final Map<String, List<Decision>> byCase = new LinkedHashMap<>();

  /// Keeps the decisions of process `pid`, or all if it is null.
  public DecisionRecorder(Integer pid) {
    this.pid = pid;
  }

  @Override
  public void booted(CaseSpec spec, Machine machine) {
    List<Decision> decisions = new ArrayList<>();
    byCase.put(spec.name(), decisions);
    machine.explainTo(decision -> {
      if (pid == null || decision.pid == pid) {
        decisions.add(decision.copy());
      }
    });
  }

  /// The decisions of a case, in their order.
  public List<Decision> of(String caseName) {
    return byCase.get(caseName);
  }
}
