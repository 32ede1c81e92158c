package dev.thplab.runtime.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.Machine;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.mm.MmapFlags;
import dev.thplab.sim.policy.Decision;
import dev.thplab.sim.policy.LostReason;
import dev.thplab.sim.policy.OrderPolicy;
import dev.thplab.sim.policy.TvaType;
import dev.thplab.sim.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two runs of a program that writes pages 0 to 3 of one 2 MiB and the first of another.
final class FirstDifferenceTest {
  private static final long BASE = 0x7f00_0000_0000L;
  private static final long MIB = 1L << 20;

  private static List<Decision> run(String enabled, OrderPolicy policy) {
    Machine machine = new Machine(MachineConfig.ample());
    machine.thpSysfs().write("enabled", enabled);
    if (policy != null) {
      machine.attach(policy);
    }
    List<Decision> decisions = new ArrayList<>();
    machine.explainTo(decision -> {
      if (decision.type == TvaType.PAGEFAULT) {
        decisions.add(decision.copy());
      }
    });
    Task task = machine.spawn(10, "tiny");
    machine.run(task);
    machine
        .calls()
        .mmap(task.mm(), BASE, 4 * MIB, 3, MmapFlags.MAP_PRIVATE | MmapFlags.MAP_FIXED, true);
    for (int page = 0; page < 4; page++) {
      machine.touch(task, BASE + page * 4096L, true);
    }
    machine.touch(task, BASE + 2 * MIB, true);
    return decisions;
  }

  @Test
  void equalRunsDoNotDiffer() {
    FirstDifference none = FirstDifference.of(run("always", null), run("always", null));
    assertThat(none.isNone()).isTrue();
    assertThat(none.text("a", "b"))
        .isEqualTo("a and b chose and obtained the same in all 2 decisions.\n");
  }

  /// `always` takes two faults, each for 2 MiB; `never` takes five for base pages, of which pages 1
  /// to 3 have no counterpart.
  @Test
  void countsWhatFollowsFromTheFirst() {
    FirstDifference difference = FirstDifference.of(run("always", null), run("never", null));
    assertThat(difference.index()).isZero();
    assertThat(difference.a().obtained).isEqualTo(9);
    assertThat(difference.b().obtained).isZero();
    assertThat(difference.nrA()).isEqualTo(2);
    assertThat(difference.nrB()).isEqualTo(5);
    assertThat(difference.counts())
        .containsExactly(
            new FirstDifference.Count(TvaType.PAGEFAULT, FirstDifference.Kind.ONLY_B, 3),
            new FirstDifference.Count(TvaType.PAGEFAULT, FirstDifference.Kind.OBTAINED, 2));
  }

  /// The policy agrees about the first 2 MiB and refuses the second.
  @Test
  void findsTheFirstAnswerThatDiffers() {
    OrderPolicy onlyFirst = query -> query.address < BASE + 2 * MIB ? query.offered : 1;
    FirstDifference difference = FirstDifference.of(run("always", null), run("always", onlyFirst));
    assertThat(difference.index()).isEqualTo(1);
    assertThat(difference.b().address).isEqualTo(BASE + 2 * MIB);
    assertThat(difference.text("kernel", "mine"))
        .startsWith("Of 2 and 2 decisions, number 2 is the first that differs.\n")
        .contains("policy policy (scope global, active): took")
        .endsWith("  pagefault              1  another size obtained\n");
  }

  /// Under `never` sysfs takes what the policy took in the other run: the outcome is the same.
  @Test
  void tellsAnAnswerWithoutEffectFromOneWithIt() {
    FirstDifference difference = FirstDifference.of(run("never", null), run("never", _ -> 1));
    assertThat(difference.counts())
        .containsExactly(
            new FirstDifference.Count(TvaType.PAGEFAULT, FirstDifference.Kind.CHOSEN, 5));
  }

  /// One decision is said to have lost 2 MiB to prctl besides.
  @Test
  void otherReasonsAloneAreNoParting() {
    List<Decision> never = run("never", null);
    List<Decision> other = run("never", null);
    other.getFirst().lose(LostReason.PRCTL, 1 << 9);
    FirstDifference difference = FirstDifference.of(never, other);
    assertThat(difference.isNone()).isTrue();
    assertThat(difference.counts())
        .containsExactly(
            new FirstDifference.Count(TvaType.PAGEFAULT, FirstDifference.Kind.REASON, 1));
  }

  @Test
  void aRunThatEndsEarlierDiffersThere() {
    List<Decision> all = run("always", null);
    FirstDifference difference = FirstDifference.of(all, all.subList(0, 1));
    assertThat(difference.index()).isEqualTo(1);
    assertThat(difference.b()).isNull();
    assertThat(difference.text("a", "b")).contains("b:\n  no decision any more\n");
  }
}
