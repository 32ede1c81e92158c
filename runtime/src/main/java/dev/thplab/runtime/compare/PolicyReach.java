package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.ProcessPolicies;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;

/// Which policies covered which processes when these ended, or at the end.
final class PolicyReach {
  private final List<ProcessPolicies> byProcess = new ArrayList<>();

  PolicyReach(Machine machine) {
    for (Task task : machine.tasks()) {
      byProcess.add(machine.policiesOf(task));
    }
  }

  /// Adds how many processes ask a policy, have it silenced by another, or are left out by a
  /// canary; null for a policy that was never attached.
  void addTo(SequencedMap<String, Long> metrics, Attachment attachment) {
    metrics.put(
        Metrics.PROCESSES,
        count(process ->
            process.asked().contains(attachment) || process.shadows().contains(attachment)));
    metrics.put(Metrics.DORMANT, count(process -> process.dormant().contains(attachment)));
    metrics.put(Metrics.SPARED, count(process -> process.spared().contains(attachment)));
  }

  private long count(Predicate<ProcessPolicies> rule) {
    return byProcess.stream().filter(rule).count();
  }
}
