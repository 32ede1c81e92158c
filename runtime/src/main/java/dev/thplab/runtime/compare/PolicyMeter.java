package dev.thplab.runtime.compare;

import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Passes questions on to a policy and keeps count, by process, of those that it was asked.
final class PolicyMeter implements OrderPolicy {
  private final OrderPolicy policy;
  private final BooleanSupplier isEjected;
  private final Map<Integer, PolicyCounts> byPid = new HashMap<>();
  private int lastPid = -1;
  private PolicyCounts lastCounts = new PolicyCounts();

  /// Meters `policy`; after an answer with which `isEjected` becomes true it is asked no more, and
  /// nothing is counted.
  PolicyMeter(OrderPolicy policy, BooleanSupplier isEjected) {
    this.policy = policy;
    this.isEjected = isEjected;
  }

  @Override
  public boolean isAskedAboutMms() {
    return policy.isAskedAboutMms();
  }

  @Override
  public int answer(PolicyQuery query) {
    if (isEjected.getAsBoolean()) {
      return policy.answer(query);
    }
    if (query.pid != lastPid) {
      lastPid = query.pid;
      lastCounts = byPid.computeIfAbsent(query.pid, _ -> new PolicyCounts());
    }
    PolicyCounts counts = lastCounts;
    long startNs = System.nanoTime();
    int answer = policy.answer(query);
    counts.add(query.type, System.nanoTime() - startNs);
    return answer;
  }

  @Override
  public void attached(long nowNs) {
    policy.attached(nowNs);
  }

  @Override
  public void detached(long nowNs) {
    policy.detached(nowNs);
  }

  @Override
  public void forked(int parentPid, int childPid, long nowNs) {
    policy.forked(parentPid, childPid, nowNs);
  }

  @Override
  public void exited(int pid, long nowNs) {
    policy.exited(pid, nowNs);
  }

  @Override
  public void succeed(OrderPolicy predecessor) {
    policy.succeed(predecessor instanceof PolicyMeter meter ? meter.policy : predecessor);
  }

  @Override
  public OrderPolicy copy() {
    PolicyMeter copy = new PolicyMeter(policy.copy(), isEjected);
    byPid.forEach((pid, counts) -> {
      PolicyCounts copied = new PolicyCounts();
      copied.add(counts);
      copy.byPid.put(pid, copied);
    });
    return copy;
  }

  @Override
  public long fieldsReadMask() {
    return policy.fieldsReadMask();
  }

  @Override
  public OrderPolicy behind() {
    return policy.behind();
  }

  /// The counts of one process.
  PolicyCounts of(int pid) {
    return byPid.getOrDefault(pid, new PolicyCounts());
  }

  /// The counts of all processes together.
  PolicyCounts total() {
    PolicyCounts total = new PolicyCounts();
    byPid.values().forEach(total::add);
    return total;
  }
}
