package dev.thplab.sim.policy;

import java.util.List;
import java.util.function.Consumer;

/// What decides for one address space: the policies that are asked, combined, and their shadows.
final class EffectivePolicy implements OrderPolicy {
  private final Composition composition;
  private final CountedPolicy[] asked;
  private final CountedPolicy[] shadows;

  private EffectivePolicy(Composition composition, CountedPolicy[] asked, CountedPolicy[] shadows) {
    this.composition = composition;
    this.asked = asked;
    this.shadows = shadows;
  }

  /// Combines the policies of the process `pid`, given from leaf to root; null if there are none.
  static OrderPolicy of(
      Composition composition, List<Attachment> asked, List<Attachment> shadows, int pid) {
    if (shadows.isEmpty() && asked.size() < 2) {
      return asked.isEmpty() ? null : new CountedPolicy(asked.getFirst(), pid);
    }
    return new EffectivePolicy(composition, counted(asked, pid), counted(shadows, pid));
  }

  private static CountedPolicy[] counted(List<Attachment> attachments, int pid) {
    return attachments.stream()
        .map(attachment -> new CountedPolicy(attachment, pid))
        .toArray(CountedPolicy[]::new);
  }

  @Override
  public boolean isAskedAboutMms() {
    for (CountedPolicy policy : asked) {
      if (policy.isAskedAboutMms()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int allowedOrders(PolicyQuery query) {
    int acted = composition.answer(asked, query);
    for (CountedPolicy shadow : shadows) {
      shadow.shadow(query, acted);
    }
    return acted;
  }

  @Override
  public void forked(int parentPid, int childPid, long nowNs) {
    tellAll(policy -> policy.forked(parentPid, childPid, nowNs));
  }

  @Override
  public void exited(int pid, long nowNs) {
    tellAll(policy -> policy.exited(pid, nowNs));
  }

  private void tellAll(Consumer<OrderPolicy> event) {
    for (CountedPolicy policy : asked) {
      event.accept(policy);
    }
    for (CountedPolicy shadow : shadows) {
      event.accept(shadow);
    }
  }
}
