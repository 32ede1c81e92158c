package dev.thplab.sim.policy;

import dev.thplab.sim.Machine;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;

/// What reviewers of the series wanted to hold of a hierarchy of policies, tried with one question
/// on the processes of a machine. Copies of the machine and of its policies are asked, so nothing
/// is counted or remembered.
public final class ScopeCheck {
  private ScopeCheck() {}

  /// Parent deny implies child deny: returns a line for each live process and each policy that
  /// covers it and denies the question, dormant or not, although the process is allowed something.
  public static List<String> overriddenDenials(Machine machine, PolicyQuery question) {
    Machine copy = machine.copy();
    List<String> lines = new ArrayList<>();
    for (Task task : live(copy)) {
      ProcessPolicies policies = copy.policiesOf(task);
      List<Attachment> covering = new ArrayList<>(policies.asked());
      covering.addAll(policies.dormant());
      int allowed = answer(copy, task, question);
      for (Attachment attachment : covering) {
        int wanted = attachment.policy().allowedOrders(question) & question.offered;
        if (isDenial(wanted) && !isDenial(allowed)) {
          lines.add(
              "pid %d is allowed orders %#x although '%s' (%s) denies"
                  .formatted(task.pid(), allowed, attachment.name(), attachment.scope()));
        }
      }
    }
    return lines;
  }

  /// Sibling independence: returns a line for each live process that is answered otherwise once the
  /// policies that do not cover it are detached and their processes are not asked about.
  public static List<String> siblingEffects(Machine machine, PolicyQuery question) {
    Machine together = machine.copy();
    List<String> lines = new ArrayList<>();
    for (Task task : live(together)) {
      int among = answer(together, task, question);
      int alone = answer(alone(machine, task), task, question);
      if (among != alone) {
        lines.add(
            "pid %d is allowed orders %#x among the others and %#x alone"
                .formatted(task.pid(), among, alone));
      }
    }
    return lines;
  }

  /// A copy of the machine with the policies that cover one process.
  private static Machine alone(Machine machine, Task task) {
    Machine copy = machine.copy();
    ProcessPolicies policies = copy.policiesOf(twin(copy, task));
    for (Attachment attachment : copy.attachments().all()) {
      if (!policies.asked().contains(attachment) && !policies.dormant().contains(attachment)) {
        copy.detach(attachment.link());
      }
    }
    return copy;
  }

  private static int answer(Machine machine, Task task, PolicyQuery question) {
    OrderPolicy policy = machine.attachments().effective(twin(machine, task).mm());
    int offered = question.offered;
    return policy == null ? offered : policy.allowedOrders(question) & offered;
  }

  private static Task twin(Machine machine, Task task) {
    return machine.tasks().stream()
        .filter(other -> other.pid() == task.pid())
        .findFirst()
        .orElseThrow();
  }

  private static List<Task> live(Machine machine) {
    return machine.tasks().stream().filter(task -> !task.hasExited()).toList();
  }

  private static boolean isDenial(int orders) {
    return (orders & ~1) == 0;
  }
}
