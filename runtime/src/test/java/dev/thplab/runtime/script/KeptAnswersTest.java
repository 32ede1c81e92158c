package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.policy.PolicyQuery;
import dev.thplab.sim.task.Cgroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// When a precomputed policy is asked, and when its last answer does.
///
/// The policy counts its calls and answers with the mask of that one order: 2 at the first call, 3
/// at the second.
class KeptAnswersTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final String COUNTING =
      """
      export const contract = "mthp_ext";
      export const options = { interval: 1 };
      let calls = 1;
      export function mthp_choose() { calls++; if (calls === 7) throw 7; return 1 << calls; }
      export function cgroup_scan() {}
      """;
  private static final long INTERVAL_NS = 1_000_000;

  private final ScriptPolicy policy = load("export const precomputed = true;");

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static ScriptPolicy load(String precomputed) {
    return HOST.load(PolicyFile.of("p.js", COUNTING + precomputed));
  }

  private static PolicyQuery question() {
    PolicyQuery query = Policies.fault();
    query.offered = Policies.BELOW_PMD & ~3;
    query.enabledOrders = query.offered;
    return query;
  }

  private static int ask(ScriptPolicy policy, PolicyQuery query) {
    return Integer.numberOfTrailingZeros(policy.allowedOrders(query));
  }

  @Test
  void theSameQuestionIsAskedOnce() {
    PolicyQuery query = question();

    assertThat(ask(policy, query)).isEqualTo(2);
    query.address += 4096;
    query.pid++;
    assertThat(ask(policy, query)).isEqualTo(2);
    assertThat(policy.stats().calls()).isEqualTo(2);
  }

  @Test
  void aPolicyThatDoesNotSayItIsPrecomputedIsAlwaysAsked() {
    for (String text : new String[] {"", "export const precomputed = false;"}) {
      ScriptPolicy asked = load(text);

      assertThat(ask(asked, question())).isEqualTo(2);
      assertThat(ask(asked, question())).isEqualTo(3);
    }
  }

  @Test
  void otherOrdersAndCgroupsAreOtherQuestions() {
    PolicyQuery query = question();
    assertThat(ask(policy, query)).isEqualTo(2);

    query.offered &= ~(1 << 8);
    assertThat(ask(policy, query)).isEqualTo(3);
    query.enabledOrders &= ~(1 << 8);
    assertThat(ask(policy, query)).isEqualTo(4);
    query.cgroup = new Cgroup(1, "/", null);
    assertThat(ask(policy, query)).isEqualTo(5);
    assertThat(ask(policy, question())).isEqualTo(2);
  }

  @Test
  void aScanMakesItThinkAgain() {
    PolicyQuery query = question();
    assertThat(ask(policy, query)).isEqualTo(2);

    query.nowNs = INTERVAL_NS - 1;
    assertThat(ask(policy, query)).isEqualTo(2);
    query.nowNs = INTERVAL_NS;
    assertThat(ask(policy, query)).isEqualTo(3);
  }

  /// A copy asks for itself; the call counter is the script's, which copies share.
  @Test
  void aCopyOfTheMachineKeepsItsOwn() {
    assertThat(ask(policy, question())).isEqualTo(2);

    assertThat(policy.copy().allowedOrders(question())).isEqualTo(1 << 3);
    assertThat(ask(policy, question())).isEqualTo(2);
  }

  /// The sixth call throws: the kernel decides, and the seventh is asked anew.
  @Test
  void aFailureIsNotKept() {
    PolicyQuery query = question();
    for (int i = 0; i < 5; i++) {
      query.nowNs += INTERVAL_NS;
      policy.allowedOrders(query);
    }
    query.nowNs += INTERVAL_NS;

    assertThat(policy.allowedOrders(query)).isEqualTo(query.offered);
    assertThat(policy.stats().failed()).isEqualTo(1);
    assertThat(ask(policy, query)).isEqualTo(8);
  }
}
