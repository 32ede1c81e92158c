package dev.thplab.runtime.script;

import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.PolicyQuery;

/// A script's policy on a copy of the machine that it was attached to: the same script, with a
/// memory of its own.
final class ScriptPolicyCopy implements OrderPolicy {
  private final ScriptPolicy script;
  private final PolicyMemory memory;

  ScriptPolicyCopy(ScriptPolicy script, PolicyMemory memory) {
    this.script = script;
    this.memory = memory;
  }

  ScriptPolicy script() {
    return script;
  }

  PolicyMemory memory() {
    return memory;
  }

  @Override
  public int answer(PolicyQuery query) {
    return script.answer(query, memory);
  }

  @Override
  public long fieldsReadMask() {
    return script.fieldsReadMask();
  }

  @Override
  public OrderPolicy behind() {
    return script;
  }

  @Override
  public boolean isAskedAboutMms() {
    return script.isAskedAboutMms();
  }

  @Override
  public void attached(long nowNs) {
    script.tell(HookPoint.ATTACH, memory, nowNs);
  }

  @Override
  public void detached(long nowNs) {
    script.tell(HookPoint.DETACH, memory, nowNs);
  }

  @Override
  public void forked(int parentPid, int childPid, long nowNs) {
    script.tell(HookPoint.FORK, memory, nowNs, parentPid, childPid);
  }

  @Override
  public void exited(int pid, long nowNs) {
    script.tell(HookPoint.EXIT, memory, nowNs, pid);
  }

  @Override
  public void succeed(OrderPolicy predecessor) {
    ScriptPolicy.memoryOf(predecessor).ifPresent(memory::succeed);
  }

  @Override
  public OrderPolicy copy() {
    return new ScriptPolicyCopy(script, memory.copy());
  }
}
