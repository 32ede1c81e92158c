package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.Advice;
import dev.thplab.sim.mm.Errno;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The selftests of the BPF THP series, v4 to v12, under their names. As their fixture: mode
/// `madvise`, 16 MiB of anonymous memory with MADV_HUGEPAGE. Whether the task is eligible is read
/// off the first touch, which needs no smaps: only a THP faults once in 512 pages.
final class SelftestsTest {
  private static final long BASE = 0x7f0000000000L;
  private static final long SIZE = 16L << 20;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_FIXED_ANONYMOUS = 0x32;
  private static final OrderPolicy NOT_ELIGIBLE = _ -> 0;
  private static final OrderPolicy ELIGIBLE = query -> query.offered;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final Task self = machine.spawn(100, "test_progs");

  @BeforeEach
  void mode() {
    machine.thpSysfs().write("enabled", "madvise");
  }

  /// Maps and advises, touches each page, unmaps; returns the THPs.
  private long alloc(Task task) {
    long before = task.mm().pmdMappedPages();
    machine.run(task);
    assertThat(
            machine
                .calls()
                .mmap(task.mm(), BASE, SIZE, PROT_READ_WRITE, MAP_PRIVATE_FIXED_ANONYMOUS, true))
        .isEqualTo(BASE);
    assertThat(machine.calls().madvise(task.mm(), BASE, SIZE, Advice.HUGEPAGE)).isZero();
    for (long offset = 0; offset < SIZE; offset += 4096) {
      assertThat(machine.touch(task, BASE + offset, true)).isNotNegative();
    }
    long thps = (task.mm().pmdMappedPages() - before) / 512;
    assertThat(machine.calls().munmap(task.mm(), BASE, SIZE)).isZero();
    return thps;
  }

  private int attach(Scope scope, OrderPolicy policy) {
    return machine.attach(AttachRequest.of("test", scope, policy));
  }

  private static Scope pid(Task task) {
    return new Scope.Pid(task.pid());
  }

  @Test
  void theFixtureHasEightThps() {
    assertThat(alloc(self)).isEqualTo(8);
  }

  @Test
  void denyPid() {
    Task other = machine.spawn(101, "other");
    assertThat(attach(Scope.GLOBAL, query -> query.pid == 100 ? 0 : query.offered)).isPositive();
    assertThat(alloc(self)).isZero();
    assertThat(alloc(other)).isEqualTo(8);
  }

  /// As there, what the hook answers is asserted, not what khugepaged makes of it.
  @Test
  void allocInKhugepaged() {
    machine.migrate(self, machine.cgroups().make("/thp"));
    int link =
        attach(
            new Scope.CgroupTree("/thp"),
            query -> query.type == TvaType.KHUGEPAGED ? query.offered : 0);
    assertThat(alloc(self)).isZero();
    DecisionCounts counts = machine.attachments().find(link).total();
    assertThat(counts.denied()).isPositive();
    assertThat(counts.chosen()).isPositive();
  }

  @Test
  void khugepagedFork() {
    machine.migrate(self, machine.cgroups().make("/thp"));
    assertThat(attach(Scope.GLOBAL, query -> self.mm().id() == query.mmId ? query.offered : 0))
        .isPositive();
    Task child = machine.fork(self, 0);
    machine.migrate(child, machine.cgroups().root());
    assertThat(alloc(child)).isZero();
    assertThat(alloc(self)).isEqualTo(8);
  }

  @Test
  void thpEligible() {
    int invalidOrder = 1 << 30;
    Task invalid = machine.spawn(101, "invalid");
    Task neither = machine.spawn(102, "neither");
    assertThat(
            attach(
                Scope.GLOBAL,
                query ->
                    switch (query.pid) {
                      case 100 -> 1 << 9;
                      case 101 -> invalidOrder;
                      default -> 1;
                    }))
        .isPositive();
    assertThat(alloc(self)).isEqualTo(8);
    assertThat(alloc(invalid)).isZero();
    assertThat(alloc(neither)).isZero();
  }

  @Test
  void policyUpdate() {
    int a = attach(pid(self), NOT_ELIGIBLE);
    assertThat(alloc(self)).isZero();
    assertThat(attach(pid(self), ELIGIBLE)).isEqualTo(-Errno.EBUSY);
    assertThat(alloc(self)).isZero();
    assertThat(machine.update(a, pid(self), ELIGIBLE)).isZero();
    assertThat(alloc(self)).isEqualTo(8);
    assertThat(machine.update(a, Scope.GLOBAL, NOT_ELIGIBLE)).isEqualTo(-Errno.EINVAL);
    assertThat(alloc(self)).isEqualTo(8);
  }

  @Test
  void globalPolicy() {
    int local = attach(pid(self), NOT_ELIGIBLE);
    int global = attach(Scope.GLOBAL, ELIGIBLE);
    assertThat(global).isPositive();
    assertThat(alloc(self)).isEqualTo(8);
    assertThat(machine.detach(local)).isZero();
    assertThat(attach(pid(self), NOT_ELIGIBLE)).isEqualTo(-Errno.EBUSY);
    assertThat(machine.update(global, pid(self), NOT_ELIGIBLE)).isEqualTo(-Errno.EINVAL);
  }

  @Test
  void thpFork() {
    assertThat(attach(pid(self), NOT_ELIGIBLE)).isPositive();
    assertThat(alloc(machine.fork(self, 0))).isZero();
  }
}
