package dev.thplab.runtime.session;

import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.policy.TvaType;

/// Passes the questions of one type on to a policy, changed to what a script said of them, and
/// keeps the answers together. Other questions it leaves to the kernel.
final class GivenQuestion implements OrderPolicy {
  private final OrderPolicy policy;
  private final TvaType type;
  private final Arguments mm;
  private final Arguments task;
  private boolean asked;
  private boolean abstained = true;
  private int allowed;
  private long fieldsRead;

  /// @param mm what the script said of the address space
  /// @param task what it said of the process
  GivenQuestion(OrderPolicy policy, TvaType type, Arguments mm, Arguments task) {
    this.policy = policy;
    this.type = type;
    this.mm = mm;
    this.task = task;
  }

  @Override
  public int answer(PolicyQuery query) {
    if (query.type != type) {
      return ABSTAIN;
    }
    query.mmRssBytes = mm.bytesOption(0, "rss", query.mmRssBytes);
    query.mmThpBytes = mm.bytesOption(0, "thpBytes", query.mmThpBytes);
    query.mmOnKhugepagedList = mm.flagOption(0, "onKhugepagedList", query.mmOnKhugepagedList);
    query.ppid = (int) task.numberOption(0, "ppid", query.ppid);
    int answer = policy.answer(query);
    asked = true;
    abstained &= answer == ABSTAIN;
    allowed |= answer & query.offered;
    fieldsRead |= policy.fieldsReadMask();
    return answer;
  }

  @Override
  public void attached(long nowNs) {
    policy.attached(nowNs);
  }

  @Override
  public long fieldsReadMask() {
    return policy.fieldsReadMask();
  }

  @Override
  public OrderPolicy behind() {
    return policy;
  }

  boolean wasAsked() {
    return asked;
  }

  /// Whether it left every question to the kernel.
  boolean abstained() {
    return abstained;
  }

  /// The offered orders that some answer allowed.
  int allowed() {
    return allowed;
  }

  long fieldsRead() {
    return fieldsRead;
  }
}
