package dev.thplab.sim.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import org.junit.jupiter.api.Test;

final class ScopeCheckTest {
  private final Machine machine = new Machine(MachineConfig.ample());
  private final PolicyQuery question = new PolicyQuery();

  ScopeCheckTest() {
    question.offered = 0x3FC;
    machine.migrate(machine.spawn(1, "a"), machine.cgroups().make("/p/a"));
    machine.migrate(machine.spawn(2, "b"), machine.cgroups().make("/p/b"));
  }

  private void attach(String path, OrderPolicy policy) {
    AttachRequest request = AttachRequest.of("test", new Scope.CgroupTree(path), policy);
    assertThat(machine.attach(request)).isPositive();
  }

  @Test
  void aParentsDenialHoldsUnderVetoAndNotWhereTheNearestWins() {
    attach("/p", _ -> 0);
    attach("/p/a", _ -> 1 << 4);
    machine.attachments().setComposition(Composition.VETO);
    assertThat(ScopeCheck.overriddenDenials(machine, question)).isEmpty();
    machine.attachments().setComposition(Composition.NEAREST);
    assertThat(ScopeCheck.overriddenDenials(machine, question))
        .containsExactly("pid 1 is allowed orders 0x10 although 'test' (cgroup:/p) denies");
  }

  @Test
  void aSiblingsPolicyHasNoEffectUnlessTheTwoShareState() {
    attach("/p/a", query -> query.offered);
    attach("/p/b", _ -> 0);
    assertThat(ScopeCheck.siblingEffects(machine, question)).isEmpty();
    int[] calls = new int[1];
    attach("/p", query -> ++calls[0] > 1 ? 0 : query.offered);
    machine.attachments().setComposition(Composition.VETO);
    assertThat(ScopeCheck.siblingEffects(machine, question))
        .containsExactly("pid 1 is allowed orders 0x3fc among the others and 0x0 alone");
  }
}
