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
  public int answer(PolicyQuery query) {
    int answer = ask(query);
    if (query.decision != null && isFor(query)) {
      query.decision.add(
          new PolicyAnswer(
              attachment,
              query.offered,
              answer & query.offered,
              attachment.policy().fieldsReadMask()));
    }
    return answer;
  }

  /// Asks a policy that has no say in the decision.
  int ask(PolicyQuery query) {
    if (!isFor(query)) {
      return ABSTAIN;
    }
    int answer = attachment.policy().answer(query);
    counts.countAnswer(query.offered, answer);
    return answer;
  }

  @Override
  public void forked(int parentPid, int childPid, long nowNs) {
    attachment.policy().forked(parentPid, childPid, nowNs);
  }

  @Override
  public void exited(int pid, long nowNs) {
    attachment.policy().exited(pid, nowNs);
  }

  private boolean isFor(PolicyQuery query) {
    return !query.aboutMm || isAskedAboutMms();
  }

  /// Asks in the shadow of policies that answered `acted`.
  void shadow(PolicyQuery query, int acted) {
    int difference = (answer(query) ^ acted) & query.decidable();
    if (difference != 0 && isFor(query)) {
      counts.countDifference(query.type, difference);
    }
  }

  /// Takes note of a question about which the policies disagreed.
  void countConflict(boolean won) {
    counts.countConflict(won);
  }
}
