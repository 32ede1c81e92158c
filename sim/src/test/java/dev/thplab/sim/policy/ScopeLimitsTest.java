package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.mm.PageWalk;
import dev.thplab.sim.task.Task;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Where a scope ends: what a policy sees, and memory that two scopes share.
final class ScopeLimitsTest {
  private static final long BASE = 0x7f0000000000L;
  private static final long SIZE = 2 << 20;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_FIXED_ANONYMOUS = 0x32;
  private static final int MAP_SHARED_FIXED_ANONYMOUS = 0x31;
  private static final OrderPolicy DENY = _ -> 0;
  private static final OrderPolicy ALLOW = query -> query.offered;

  private final Machine machine = new Machine(MachineConfig.ample());

  private void map(Task task, int flags) {
    machine.run(task);
    assertThat(machine.calls().mmap(task.mm(), BASE, SIZE, PROT_READ_WRITE, flags, true))
        .isEqualTo(BASE);
  }

  private void touchAll(Task task) {
    for (long offset = 0; offset < SIZE; offset += 4096) {
      assertThat(machine.touch(task, BASE + offset, true)).isNotNegative();
    }
  }

  private long collapse(Task task) {
    machine.run(task);
    return machine.calls().madvise(task.mm(), BASE, SIZE, Advice.COLLAPSE);
  }

  private int order(Task task) {
    PageWalk walk = machine.calls().walk(task.mm());
    walk.at(BASE);
    return walk.order();
  }

  private void attach(Scope scope, OrderPolicy policy) {
    assertThat(machine.attach(AttachRequest.of("p", scope, policy))).isPositive();
  }

  /// Of three processes the policy is for one and what that forks.
  @Test
  void aPolicyIsAskedAboutItsOwnScopeAlone() {
    machine.thpSysfs().write("enabled", "always");
    SortedSet<Integer> seen = new TreeSet<>();
    Task before = machine.spawn(1, "before");
    Task own = machine.spawn(2, "own");
    attach(
        new Scope.Pid(2),
        query -> {
          seen.add(query.pid);
          return OrderPolicy.ABSTAIN;
        });
    Task child = machine.fork(own, 3);
    Task after = machine.spawn(4, "after");
    for (Task task : new Task[] {before, own, child, after}) {
      map(task, MAP_PRIVATE_FIXED_ANONYMOUS);
      touchAll(task);
    }
    assertThat(seen).containsExactly(2, 3);
  }

  /// Shared memory has no single owner: one process may not collapse it, another one may, and then
  /// it is huge for both.
  @Test
  void whatOneScopeDeniesAnotherMayAllowForMemoryThatTheyShare() {
    Task denied = machine.spawn(1, "denied");
    map(denied, MAP_SHARED_FIXED_ANONYMOUS);
    touchAll(denied);
    Task allowed = machine.fork(denied, 2);
    touchAll(allowed);
    attach(new Scope.Pid(1), DENY);
    attach(new Scope.Pid(2), ALLOW);

    assertThat(collapse(denied)).isEqualTo(-Errno.EINVAL);
    touchAll(denied);
    assertThat(order(denied)).isZero();
    assertThat(collapse(allowed)).isZero();
    touchAll(denied);
    assertThat(order(denied)).isEqualTo(9);
    assertThat(order(allowed)).isEqualTo(9);
    assertThat(machine.violations()).isEmpty();
  }
}
