package dev.thplab.sim.policy;

/// An attached policy as one process asks it: each answer is counted.
final class CountedPolicy implements OrderPolicy {
  private final Attachment attachment;
  private final DecisionCounts counts;

  CountedPolicy(Attachment attachment, int pid) {
    this.attachment = attachment;
    counts = attachment.countsOf(pid);
  }

  @Override
  public boolean isAskedAboutMms() {
    return attachment.policy().isAskedAboutMms();
  }

  @Override
  public int allowedOrders(PolicyQuery query) {
    int offered = query.offered;
    if (query.aboutMm && !isAskedAboutMms()) {
      return offered;
    }
    int allowed = attachment.policy().allowedOrders(query) & offered;
    counts.countAnswer(offered, allowed);
    if (query.decision != null) {
      query.decision.add(
          new PolicyAnswer(attachment, offered, allowed, attachment.policy().fieldsReadMask()));
    }
    return allowed;
  }

  @Override
  public void forked(int parentPid, int childPid, long nowNs) {
    attachment.policy().forked(parentPid, childPid, nowNs);
  }

  @Override
  public void exited(int pid, long nowNs) {
    attachment.policy().exited(pid, nowNs);
  }

  /// Asks in the shadow of a policy that answered `acted`.
  void shadow(PolicyQuery query, int acted) {
    int difference = allowedOrders(query) ^ acted;
    if (difference != 0) {
      counts.countDifference(query.type, difference);
    }
  }
}
