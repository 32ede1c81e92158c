package dev.thplab.runtime.compare;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.policy.AttachRequest;
import dev.thplab.sim.policy.Attachment;
import dev.thplab.sim.policy.Composition;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyMode;
import dev.thplab.sim.policy.Scope;
import dev.thplab.sim.task.Task;
import dev.thplab.sim.task.TaskListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Attaches the policies of a case to its machine, in the order given; that of a process when the
/// process starts. Puts programs into their cgroups as they start to run.
final class CaseAttachments implements TaskListener {
  private final PolicyPlan plan;
  private final Machine machine;
  private final SequencedMap<PolicySpec, AttachRequest> requests = new LinkedHashMap<>();
  private final SequencedMap<PolicySpec, Integer> links = new LinkedHashMap<>();

  private CaseAttachments(
      PolicyPlan plan, Machine machine, List<? extends OrderPolicy> policies, long seed) {
    this.plan = plan;
    this.machine = machine;
    for (int i = 0; i < policies.size(); i++) {
      PolicySpec spec = plan.policies().get(i);
      PolicyMode mode = new PolicyMode(spec.mode().kind(), spec.mode().percent(), seed);
      requests.put(
          spec,
          new AttachRequest(spec.key(), spec.scope(), mode, spec.allowOverride(), policies.get(i)));
    }
  }

  /// Attaches `policies`, one for each of the plan, to a machine without processes.
  ///
  /// @param seed which processes canaries act on
  /// @throws AttachException if a policy cannot be attached, now or when its process starts
  static CaseAttachments attach(
      PolicyPlan plan, Machine machine, List<? extends OrderPolicy> policies, long seed) {
    CaseAttachments attachments = new CaseAttachments(plan, machine, policies, seed);
    attachments.attach();
    return attachments;
  }

  /// Tries on an empty machine whether the policies of a plan can be attached.
  ///
  /// @throws IllegalArgumentException if not, naming the policy, the error and the rule
  static void rehearse(PolicyPlan plan) {
    Machine machine = new Machine(MachineConfig.ample());
    List<OrderPolicy> policies =
        plan.policies().stream().map(_ -> OrderPolicy.KERNEL_DEFAULT).toList();
    try {
      attach(plan, machine, policies, 0);
      for (PolicySpec spec : plan.policies()) {
        if (spec.scope() instanceof Scope.Pid process) {
          machine.spawn(process.pid(), "");
        }
      }
    } catch (AttachException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void attach() {
    machine.attachments().setComposition(plan.composition());
    if (plan.countConflicts()) {
      machine.attachments().countConflicts();
    }
    plan.cgroups().values().forEach(machine.cgroups()::make);
    requests.forEach((spec, request) -> {
      if (spec.scope() instanceof Scope.CgroupTree tree) {
        machine.cgroups().make(tree.path());
      }
      if (!(spec.scope() instanceof Scope.Pid)) {
        attach(spec, request);
      }
    });
    machine.tellOfTasks(this);
  }

  private void attach(PolicySpec spec, AttachRequest request) {
    int link = machine.attach(request);
    if (link < 0) {
      throw new AttachException(
          "%s (%s) cannot be attached: %s"
              .formatted(spec.key(), spec.scope(), reason(spec.scope(), -link)));
    }
    links.put(spec, link);
  }

  private String reason(Scope scope, int errno) {
    return switch (errno) {
      case Errno.EBUSY -> "EBUSY, " + takenBy(scope);
      case Errno.EPERM -> "EPERM, the next policy above it has no allow-override=yes";
      default -> "error " + errno;
    };
  }

  private String takenBy(Scope scope) {
    if (globalKeepsOthersOut()) {
      return "under %s a global policy that is attached keeps all others out"
          .formatted(plan.composition().label());
    }
    return scope instanceof Scope.Pid
        ? "the process has a policy already, perhaps its parent's"
        : "the scope has a policy already";
  }

  private boolean globalKeepsOthersOut() {
    return plan.composition() == Composition.GLOBAL_OVERRIDES
        && machine.attachments().all().stream()
            .anyMatch(other -> other.scope().equals(Scope.GLOBAL) && !other.mode().isShadow());
  }

  @Override
  public void started(Task task) {
    place(task);
    requests.forEach((spec, request) -> {
      if (spec.scope().equals(new Scope.Pid(task.pid()))) {
        attach(spec, request);
      }
    });
  }

  @Override
  public void executed(Task task) {
    place(task);
  }

  private void place(Task task) {
    String path = plan.cgroups().get(task.comm());
    if (path != null) {
      machine.migrate(task, machine.cgroups().find(path));
    }
  }

  /// The attachment of a policy, or null if its process never started.
  Attachment of(PolicySpec spec) {
    return links.containsKey(spec) ? machine.attachments().find(links.get(spec)) : null;
  }
}
