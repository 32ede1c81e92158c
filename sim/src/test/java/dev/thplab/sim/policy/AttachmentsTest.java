package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The life cycle of v10 to v12 of the BPF THP series, and what thplab adds to it. Who is covered
/// is read off one touch: 2 MiB where nothing forbids it.
final class AttachmentsTest {
  private static final long BASE = 0x7f0000000000L;
  private static final OrderPolicy DENY = _ -> 0;
  private static final OrderPolicy ABSTAIN = _ -> OrderPolicy.ABSTAIN;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final Task parent = machine.spawn(1, "parent");

  @BeforeEach
  void always() {
    machine.thpSysfs().write("enabled", "always");
  }

  private boolean getsThp(Task task) {
    return getsThp(machine, task);
  }

  private static boolean getsThp(Machine machine, Task task) {
    machine.run(task);
    assertThat(machine.calls().mmap(task.mm(), BASE, 2 << 20, 3, 0x32, true)).isEqualTo(BASE);
    assertThat(machine.touch(task, BASE, true)).isEqualTo(1);
    boolean huge = task.mm().pmdMappedPages() != 0;
    assertThat(machine.calls().munmap(task.mm(), BASE, 2 << 20)).isZero();
    return huge;
  }

  private int attach(Scope scope, OrderPolicy policy) {
    return machine.attach(AttachRequest.of("p", scope, policy));
  }

  private static Scope pid(int pid) {
    return new Scope.Pid(pid);
  }

  @Test
  void refusesWithTheKernelsErrors() {
    assertThat(attach(pid(99), DENY)).isEqualTo(-Errno.ESRCH);
    assertThat(attach(new Scope.CgroupTree("/none"), DENY)).isEqualTo(-Errno.ENOENT);
    Task gone = machine.spawn(5, "gone");
    machine.exit(gone);
    assertThat(attach(pid(5), DENY)).isEqualTo(-Errno.ESRCH);
    int global = attach(Scope.GLOBAL, DENY);
    assertThat(attach(Scope.GLOBAL, ABSTAIN)).isEqualTo(-Errno.EBUSY);
    assertThat(machine.detach(global)).isZero();
    assertThat(machine.detach(global)).isEqualTo(-Errno.ENOENT);
    assertThat(machine.update(global, Scope.GLOBAL, ABSTAIN)).isEqualTo(-Errno.ENOENT);
    assertThat(attach(Scope.GLOBAL, ABSTAIN)).isPositive().isNotEqualTo(global);
  }

  @Test
  void aProcessPolicyPassesToLaterChildrenAndThroughExecOnly() {
    Task before = machine.fork(parent, 2);
    int link = attach(pid(1), DENY);
    Task after = machine.fork(parent, 3);
    machine.exec(parent, "other", BASE >> 1);
    machine.exec(after, "other", BASE >> 1);
    assertThat(getsThp(before)).isTrue();
    assertThat(getsThp(parent)).isFalse();
    assertThat(getsThp(after)).isFalse();
    assertThat(attach(pid(3), ABSTAIN)).isEqualTo(-Errno.EBUSY);
    machine.exit(parent);
    assertThat(getsThp(after)).isFalse();
    assertThat(machine.detach(link)).isZero();
    assertThat(getsThp(after)).isTrue();
  }

  /// `bpf_thp_retain_mm()` moves the pointer: "The old mm_struct is being destroyed", which after a
  /// vfork it is not.
  @Test
  void aVforkChildRunsUnderTheParentsPolicyAndTakesItAlongAtExec() {
    int link = attach(pid(1), DENY);
    Task child = machine.vfork(parent, 2);
    assertThat(getsThp(child)).isFalse();
    machine.exec(child, "other", BASE >> 1);
    assertThat(getsThp(child)).isFalse();
    assertThat(getsThp(parent)).isTrue();
    assertThat(attach(pid(1), ABSTAIN)).as("a new one for the parent").isPositive();
    assertThat(machine.detach(link)).isZero();
    assertThat(getsThp(child)).isTrue();
  }

  /// `bpf_thp_update()`: the address spaces move to the new program, whatever pid that names.
  @Test
  void anUpdateForAnotherProcessKeepsTheProcessesAndShowsTheNewName() {
    machine.spawn(2, "bystander");
    int link = attach(pid(1), ABSTAIN);
    assertThat(machine.update(link, AttachRequest.of("second", pid(2), DENY))).isZero();
    Attachment attachment = machine.attachments().find(link);
    assertThat(attachment.name()).isEqualTo("second");
    assertThat(attachment.scope()).isEqualTo(pid(2));
    assertThat(getsThp(parent)).isFalse();
    assertThat(getsThp(machine.tasks().get(1))).isTrue();
    assertThat(attach(pid(2), DENY)).as("the bystander is free").isPositive();
  }

  @Test
  void anUpdateWidensACanaryAndMakesNoShadowAct() {
    AttachRequest nobody = AttachRequest.of("c", Scope.GLOBAL, DENY).in(PolicyMode.canary(0, 7));
    int link = machine.attach(nobody);
    assertThat(getsThp(parent)).isTrue();
    assertThat(machine.update(link, nobody.in(PolicyMode.canary(100, 7)))).isZero();
    assertThat(getsThp(parent)).isFalse();
    assertThat(machine.update(link, nobody.in(PolicyMode.SHADOW))).isEqualTo(-Errno.EINVAL);
    assertThat(machine.update(link, Scope.GLOBAL, ABSTAIN)).isZero();
    assertThat(machine.attachments().find(link).mode()).isEqualTo(PolicyMode.canary(100, 7));
    assertThat(getsThp(parent)).isTrue();
  }

  @Test
  void aCgroupPolicyActsAtOnceOnTheSubtreeAndFollowsMigration() {
    Task child = machine.fork(parent, 2);
    machine.migrate(parent, machine.cgroups().make("/a"));
    machine.migrate(child, machine.cgroups().make("/a/b"));
    assertThat(attach(new Scope.CgroupTree("/a"), DENY)).isPositive();
    assertThat(attach(new Scope.CgroupTree("/a"), DENY)).isEqualTo(-Errno.EBUSY);
    assertThat(getsThp(parent)).isFalse();
    assertThat(getsThp(child)).isFalse();
    Task grandchild = machine.fork(child, 3);
    assertThat(grandchild.cgroup().path()).isEqualTo("/a/b");
    assertThat(getsThp(grandchild)).isFalse();
    machine.migrate(child, machine.cgroups().make("/ab"));
    assertThat(getsThp(child)).isTrue();
    assertThat(getsThp(grandchild)).isFalse();
  }

  @Test
  void aProgramsPolicyComesAndGoesWithExec() {
    assertThat(attach(new Scope.Comm("redis"), DENY)).isPositive();
    assertThat(getsThp(parent)).isTrue();
    machine.exec(parent, "redis", BASE >> 1);
    assertThat(getsThp(parent)).isFalse();
    assertThat(getsThp(machine.fork(parent, 2))).isFalse();
    machine.exec(parent, "cat", BASE >> 1);
    assertThat(getsThp(parent)).isTrue();
  }

  @Test
  void aDormantPolicyIsListedAndRevivesWhenTheGlobalOneGoes() {
    int local = attach(pid(1), DENY);
    int global = attach(Scope.GLOBAL, ABSTAIN);
    ProcessPolicies policies = machine.policiesOf(parent);
    assertThat(policies.asked()).extracting(Attachment::link).containsExactly(global);
    assertThat(policies.dormant()).extracting(Attachment::link).containsExactly(local);
    assertThat(policies.dormantUnder().link()).isEqualTo(global);
    assertThat(machine.detach(global)).isZero();
    assertThat(getsThp(parent)).isFalse();
    assertThat(machine.policiesOf(parent).dormant()).isEmpty();
  }

  @Test
  void anUpdateDuringACallHoldsFromTheNextOnAndKeepsTheCounts() {
    int[] link = new int[1];
    OrderPolicy replacesItself =
        _ -> {
          assertThat(machine.update(link[0], Scope.GLOBAL, DENY)).isZero();
          return OrderPolicy.ABSTAIN;
        };
    link[0] = attach(Scope.GLOBAL, replacesItself);
    assertThat(getsThp(parent)).isFalse();
    DecisionCounts counts = machine.attachments().find(link[0]).total();
    assertThat(counts.abstained()).isEqualTo(1);
    assertThat(counts.denied()).isPositive();
  }

  @Test
  void aShadowIsAskedAndCountedAndChangesNothing() {
    // Sysfs enables 2 MiB alone. One touch asks whether khugepaged shall join and whether the fault
    // may be huge, and about an order 18 that nobody can have.
    int link = machine.attach(AttachRequest.of("s", Scope.GLOBAL, DENY).in(PolicyMode.SHADOW));
    assertThat(getsThp(parent)).isTrue();
    DecisionCounts counts = machine.attachments().find(link).counts().get(1);
    assertThat(counts.denied()).isEqualTo(3);
    assertThat(counts.differences()).isEqualTo(2);
    assertThat(counts.differences(TvaType.PAGEFAULT)).isEqualTo(1);
    assertThat(counts.differences(TvaType.KHUGEPAGED)).isEqualTo(1);
    assertThat(counts.differences(9)).isEqualTo(2);
    assertThat(machine.attach(AttachRequest.of("a", Scope.GLOBAL, DENY))).isPositive();
    long before = counts.differences();
    assertThat(getsThp(parent)).isFalse();
    assertThat(machine.attachments().find(link).total().differences()).isEqualTo(before);
  }

  @Test
  void aCanaryActsOnItsShareAndOnNobodyElse() {
    int link =
        machine.attach(AttachRequest.of("c", Scope.GLOBAL, DENY).in(PolicyMode.canary(25, 7)));
    int denied = 0;
    for (int pid = 1000; pid < 2000; pid++) {
      denied += getsThp(machine.spawn(pid, "p")) ? 0 : 1;
    }
    // 250 expected; the standard deviation of 1000 draws is 14.
    assertThat(denied).isBetween(180, 320);
    assertThat(machine.attachments().find(link).counts()).hasSize(denied + inShare(1));
    for (int pid = 1; pid < 1000; pid++) {
      assertThat(PolicyMode.canary(0, pid).includes(pid)).isFalse();
      assertThat(PolicyMode.canary(100, pid).includes(pid)).isTrue();
    }
  }

  private static int inShare(int pid) {
    return PolicyMode.canary(25, 7).includes(pid) ? 1 : 0;
  }

  @Test
  void aCopyHasAttachmentsAndCgroupsOfItsOwn() {
    machine.migrate(parent, machine.cgroups().make("/a"));
    int link = attach(new Scope.CgroupTree("/a"), DENY);
    Machine copy = machine.copy();
    assertThat(machine.detach(link)).isZero();
    Task twin = copy.tasks().getFirst();
    assertThat(getsThp(copy, twin)).isFalse();
    assertThat(getsThp(parent)).isTrue();
    copy.migrate(twin, copy.cgroups().make("/b"));
    assertThat(getsThp(copy, twin)).isTrue();
    assertThat(machine.cgroups().find("/b")).isNull();
  }

  @Test
  void anOverrideNeedsTheLeaveOfTheNextPolicyAbove() {
    machine.attachments().setComposition(Composition.ALLOW_OVERRIDE);
    machine.migrate(parent, machine.cgroups().make("/a/b"));
    int above = attach(new Scope.CgroupTree("/a"), ABSTAIN);
    assertThat(attach(new Scope.CgroupTree("/a/b"), DENY)).isEqualTo(-Errno.EPERM);
    assertThat(attach(pid(1), DENY)).isEqualTo(-Errno.EPERM);
    assertThat(machine.detach(above)).isZero();
    AttachRequest open = AttachRequest.of("o", new Scope.CgroupTree("/a"), ABSTAIN).overridable();
    assertThat(machine.attach(open)).isPositive();
    int own = attach(new Scope.CgroupTree("/a/b"), DENY);
    assertThat(getsThp(parent)).isFalse();
    assertThat(machine.detach(own)).isZero();
    assertThat(getsThp(parent)).isTrue();
  }
}
