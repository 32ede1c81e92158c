package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is on khugepaged's list: until v6 of the series a policy could take an address space off it
/// (`collect_mm_slot()`) and keep a child from joining; since v7 only areas are skipped.
final class KhugepagedListTest {
  private static final long BASE = 0x7f0000000000L;

  /// Answers questions about address spaces with `allows`, and allows everything else.
  private static final class Lister implements OrderPolicy {
    private final boolean asksAboutMms;
    private boolean allows = true;
    private int nrAsked;

    Lister(boolean asksAboutMms) {
      this.asksAboutMms = asksAboutMms;
    }

    @Override
    public boolean isAskedAboutMms() {
      return asksAboutMms;
    }

    @Override
    public int answer(PolicyQuery query) {
      if (!query.aboutMm) {
        return query.offered;
      }
      nrAsked++;
      assertThat(query.offered).isEqualTo(1 << 9);
      assertThat(query.vmaEnd).isZero();
      return allows ? query.offered : 0;
    }
  }

  private final Machine machine = new Machine(MachineConfig.ample());
  private final Task task = machine.spawn(1, "program");

  @BeforeEach
  void listed() {
    machine.thpSysfs().write("enabled", "always");
    machine.run(task);
    assertThat(machine.calls().mmap(task.mm(), BASE, 4 << 20, 3, 0x32, true)).isEqualTo(BASE);
    machine.touch(task, BASE, true);
    assertThat(task.mm().onKhugepagedList()).isTrue();
  }

  @Test
  void takesAnAddressSpaceOffTheListWhenItsPolicyTurns() {
    Lister policy = new Lister(true);
    machine.attach(policy);
    machine.calls().khugepaged().runFullScans(1);
    assertThat(task.mm().onKhugepagedList()).isTrue();
    assertThat(policy.nrAsked).isEqualTo(1);

    policy.allows = false;
    machine.calls().khugepaged().runFullScans(1);
    assertThat(task.mm().onKhugepagedList()).isFalse();
    assertThat(machine.calls().khugepaged().fullScans()).isEqualTo(2);
  }

  @Test
  void keepsAChildFromJoining() {
    Lister policy = new Lister(true);
    machine.attach(policy);
    assertThat(machine.fork(task, 2).mm().onKhugepagedList()).isTrue();
    policy.allows = false;
    assertThat(machine.fork(task, 3).mm().onKhugepagedList()).isFalse();
    assertThat(task.mm().onKhugepagedList()).as("the parent stays").isTrue();
  }

  @Test
  void asksNoPolicyOfALaterVersion() {
    Lister policy = new Lister(false);
    policy.allows = false;
    machine.attach(policy);
    machine.calls().khugepaged().runFullScans(1);

    assertThat(machine.fork(task, 2).mm().onKhugepagedList()).isTrue();
    assertThat(task.mm().onKhugepagedList()).isTrue();
    assertThat(policy.nrAsked).isZero();
  }

  /// The global policy does not care, the one of the process does: both cover it under VETO.
  @Test
  void asksOnlyThoseThatCareAmongSeveral() {
    Lister caring = new Lister(true);
    Lister other = new Lister(false);
    caring.allows = false;
    other.allows = false;
    machine.attachments().setComposition(Composition.VETO);
    machine.attach(AttachRequest.of("own", new Scope.Pid(1), caring));
    machine.attach(AttachRequest.of("all", Scope.GLOBAL, other));
    machine.calls().khugepaged().runFullScans(1);

    assertThat(task.mm().onKhugepagedList()).isFalse();
    assertThat(other.nrAsked).isZero();
    assertThat(caring.nrAsked).isEqualTo(1);
  }
}
