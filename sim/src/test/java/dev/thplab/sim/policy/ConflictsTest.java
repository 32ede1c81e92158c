package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import org.junit.jupiter.api.Test;

/// Who wins where policies that cover one process disagree: its own says 64 kB, that of its cgroup
/// 2 MiB, the global one abstains or denies. Each question offers 16 kB to 2 MiB.
final class ConflictsTest {
  private static final int OFFERED = 0x3FC;
  private static final int ORDER_4 = 1 << 4;
  private static final int ORDER_9 = 1 << 9;

  private final Machine machine = new Machine(MachineConfig.ample());
  private final int[] asked = new int[3];
  private final int[] links = new int[3];

  private void attach(Composition composition, int own, int cgroup, int global) {
    machine.attachments().setComposition(composition);
    machine.migrate(machine.spawn(1, "p"), machine.cgroups().make("/a"));
    attach(0, new Scope.Pid(1), own);
    attach(1, new Scope.CgroupTree("/a"), cgroup);
    attach(2, Scope.GLOBAL, global);
  }

  private void attach(int i, Scope scope, int answer) {
    OrderPolicy policy =
        _ -> {
          asked[i]++;
          return answer;
        };
    links[i] = machine.attach(AttachRequest.of("p" + i, scope, policy));
    assertThat(links[i]).isPositive();
  }

  private int ask() {
    PolicyQuery query = new PolicyQuery();
    query.offered = OFFERED;
    query.enabledOrders = OFFERED;
    return machine.attachments().effective(machine.tasks().getFirst().mm()).allowedOrders(query);
  }

  private DecisionCounts counts(int i) {
    return machine.attachments().find(links[i]).total();
  }

  private void assertWon(int... wonByEach) {
    for (int i = 0; i < wonByEach.length; i++) {
      assertThat(counts(i).won()).as("policy " + i).isEqualTo(wonByEach[i]);
    }
  }

  private void assertLost(int... lostByEach) {
    for (int i = 0; i < lostByEach.length; i++) {
      assertThat(counts(i).lost()).as("policy " + i).isEqualTo(lostByEach[i]);
    }
  }

  @Test
  void dormantPoliciesAreNotAskedUnlessConflictsAreCounted() {
    attach(Composition.NEAREST, ORDER_4, ORDER_9, 0);
    assertThat(ask()).isEqualTo(ORDER_4);
    assertThat(asked).containsExactly(1, 0, 0);
    assertThat(machine.attachments().conflicts()).isZero();
    machine.attachments().countConflicts();
    assertThat(ask()).isEqualTo(ORDER_4);
    assertThat(asked).containsExactly(2, 1, 1);
    assertThat(machine.attachments().conflicts()).isEqualTo(1);
  }

  @Test
  void underNearestTheLeafWins() {
    attach(Composition.NEAREST, ORDER_4, ORDER_9, OrderPolicy.ABSTAIN);
    machine.attachments().countConflicts();
    ask();
    assertWon(1, 0, 0);
    assertLost(0, 1, 0);
  }

  @Test
  void underGlobalOverridesTheRootWins() {
    attach(Composition.GLOBAL_OVERRIDES, ORDER_4, ORDER_9, 0);
    machine.attachments().countConflicts();
    assertThat(ask()).isZero();
    assertWon(0, 0, 1);
    assertLost(1, 1, 0);
  }

  /// 64 kB and 2 MiB have nothing in common: what comes out is nobody's wish.
  @Test
  void underVetoAllMayLose() {
    attach(Composition.VETO, ORDER_4, ORDER_9, OrderPolicy.ABSTAIN);
    machine.attachments().countConflicts();
    assertThat(ask()).isZero();
    assertWon(0, 0, 0);
    assertLost(1, 1, 0);
  }

  /// The root's denial ends the asking of a veto; the others are asked once all the same, to know.
  @Test
  void underVetoEachIsAskedOnce() {
    attach(Composition.VETO, ORDER_4, ORDER_9, 0);
    machine.attachments().countConflicts();
    assertThat(ask()).isZero();
    assertThat(asked).containsExactly(1, 1, 1);
    assertWon(0, 0, 1);
  }

  @Test
  void fromLeafToRootWhoAbstainsPassesTheQuestionOnAndWhoAllowsAllDoesNot() {
    attach(Composition.LEAF_TO_ROOT, OrderPolicy.ABSTAIN, OFFERED, 0);
    assertThat(ask()).isEqualTo(OFFERED);
    assertThat(asked).containsExactly(1, 1, 0);
    machine.attachments().countConflicts();
    assertThat(ask()).isEqualTo(OFFERED);
    assertWon(0, 1, 0);
    assertLost(0, 0, 1);
  }

  /// The bits beyond those on offer make no conflict, and an abstention is no opinion.
  @Test
  void equalWishesAndAbstentionsAreNoConflict() {
    attach(Composition.NEAREST, ORDER_4, ORDER_4 | 1 << 18, OrderPolicy.ABSTAIN);
    machine.attachments().countConflicts();
    assertThat(ask()).isEqualTo(ORDER_4);
    assertThat(machine.attachments().conflicts()).isZero();
    assertWon(0, 0, 0);
    assertLost(0, 0, 0);
  }

  @Test
  void aCopyOfTheMachineCountsForItself() {
    attach(Composition.NEAREST, ORDER_4, ORDER_9, 0);
    machine.attachments().countConflicts();
    ask();
    Machine copy = machine.copy();
    ask();
    assertThat(machine.attachments().conflicts()).isEqualTo(2);
    assertThat(copy.attachments().conflicts()).isEqualTo(1);
    assertThat(copy.attachments().find(links[1]).total().lost()).isEqualTo(1);
  }
}
