package dev.thplab.sim.policy;

import java.util.List;
import java.util.function.Consumer;

/// What decides for one address space: the policies that are asked, combined, and their shadows.
final class EffectivePolicy implements OrderPolicy {
  private final Composition composition;
  private final CountedPolicy[] asked;
  private final CountedPolicy[] shadows;
  private final ConflictCount conflicts;

  private EffectivePolicy(
      Composition composition,
      CountedPolicy[] asked,
      CountedPolicy[] shadows,
      ConflictCount conflicts) {
    this.composition = composition;
    this.asked = asked;
    this.shadows = shadows;
    this.conflicts = conflicts;
  }

  /// Combines the policies that cover the process `pid`; null if there are none to be asked.
  ///
  /// @param tally where conflicts are counted, or null, and then the dormant are not asked
  static OrderPolicy of(
      Composition composition, ProcessPolicies policies, int pid, ConflictTally tally) {
    boolean counts = tally != null && policies.asked().size() + policies.dormant().size() > 1;
    if (policies.shadows().isEmpty() && policies.asked().size() < 2 && !counts) {
      return policies.asked().isEmpty()
          ? null
          : new CountedPolicy(policies.asked().getFirst(), pid);
    }
    CountedPolicy[] asked = counted(policies.asked(), pid);
    return new EffectivePolicy(
        composition,
        asked,
        counted(policies.shadows(), pid),
        counts ? new ConflictCount(tally, asked, counted(policies.dormant(), pid)) : null);
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
  public int answer(PolicyQuery query) {
    int acted =
        conflicts == null ? composition.answer(asked, query) : conflicts.answer(composition, query);
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
