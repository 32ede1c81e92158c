package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.sim.policy.TvaType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyAnswerTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static int answer(String body, int offered) {
    ScriptPolicy policy = HOST.load(Policies.body(body));
    int orders = policy.allowedOrders(Policies.question(TvaType.PAGEFAULT, offered));
    assertThat(policy.failures()).isEmpty();
    return orders;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return ABSTAIN            | 0x1ff   | 0x1ff",
        "return DENY               | 0x1ff   | 0",
        "return orders.of()        | 0x1ff   | 0",
        "return 4                  | 0x1ff   | 0x10",
        "return 0                  | 0x1ff   | 1",
        "return -0                 | 0x1ff   | 1",
        "return 9                  | 0x200   | 0x200",
        "return 9                  | 0x1ff   | 0",
        "return 4                  | 0x200   | 0",
        "return orders.of(9, 4)    | 0x200   | 0x200",
        "return orders.of(9, 4)    | 0x1ff   | 0x10",
        "return orders.atMost(4)   | 0x1ff   | 0x1d",
        "return orders.atMost(9)   | 0x40000 | 0",
        "return q.offered          | 0x40000 | 0x40000",
        "return orders.highest(q.offered) | 0x1ff   | 0x100",
        "return orders.highest(q.offered) | 0x40000 | 0x40000",
        "return orders.of(...orders.list(q.offered)) | 0x403fe | 0x403fe",
        "return orders.has(q.offered, 9) ? 9 : 2 | 0x1ff | 4",
        "return orders.has(q.offered, 9) ? 9 : 2 | 0x200 | 0x200",
      })
  void intersectsTheAnswerWithWhatIsOffered(String body, String offered, String expected) {
    assertThat(answer(body, Integer.decode(offered))).isEqualTo(Integer.decode(expected));
  }

  @Test
  void listsTheOfferedOrdersExactlyAndLargestFirst() {
    String body = "if (orders.list(q.offered).join() !== '18,9,8,7,6,5,4,3,2,1') throw 0; return 2";

    assertThat(answer(body, 0x403fe)).isEqualTo(4);
  }

  @Test
  void makesEqualSetsTheSameObject() {
    String body = "return orders.of(4, 9) === orders.of(9, 4) && q.offered === q.offered ? 4 : 0";

    assertThat(answer(body, 0x40210)).isEqualTo(0x10);
  }

  @Test
  void countsAnswersByWhatTheyMean() {
    ScriptPolicy policy =
        HOST.load(
            Policies.module(
                """
                const answers = [ABSTAIN, DENY, 0, orders.of(), 4, 9, orders.of(9, 4), orders.of(0, 2)];
                let calls = 0;
                export function getSuggestedOrder(q) { return answers[calls++]; }
                """));
    for (int i = 0; i < 8; i++) {
      policy.allowedOrders(Policies.fault());
    }
    policy.close();

    PolicyStats stats = policy.stats();
    assertThat(stats.calls()).isEqualTo(8);
    assertThat(stats.abstained()).isEqualTo(1);
    assertThat(stats.denied()).isEqualTo(3);
    assertThat(stats.chosen()).isEqualTo(4);
    assertThat(stats.ineffective()).isEqualTo(1);
    assertThat(stats.failed()).isZero();
  }

  @Test
  void countsCallsByType() {
    ScriptPolicy policy = HOST.load(Policies.body("return q.type === 'khugepaged' ? 9 : DENY"));

    assertThat(policy.allowedOrders(Policies.question(TvaType.KHUGEPAGED, 0x3fc))).isEqualTo(0x200);
    assertThat(policy.allowedOrders(Policies.question(TvaType.SMAPS, 0x403fe))).isZero();
    assertThat(policy.allowedOrders(Policies.question(TvaType.SMAPS, 0x403fe))).isZero();

    assertThat(policy.stats().callsByType())
        .containsEntry(TvaType.KHUGEPAGED, 1L)
        .containsEntry(TvaType.SMAPS, 2L)
        .containsEntry(TvaType.PAGEFAULT, 0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return NaN            | NaN",
        "return -1             | -1",
        "return 1.5            | 1.5",
        "return 1              | 1",
        "return 10             | 10",
        "return 36             | 36",
        "return 2**53          | 9007199254740992",
        "return Infinity       | Infinity",
        "return undefined      | undefined",
        "return null           | null",
        "return true           | true",
        "return '4'            | \"4\"",
        "return 'x'.repeat(99) | a string of 99 characters",
        "return [4]            | an array",
        "return { then() {} }  | an object",
        "return { valueOf() { return 4 } } | an object",
        "return new Proxy(q.offered, {})   | an object",
        "return Object.create(q.offered)   | an object",
        "return () => 4        | a function",
        "return Symbol('DENY') | a symbol",
        "return orders         | an object",
        "return q              | an object",
      })
  void takesAnythingElseForAFailedCall(String body, String described) {
    ScriptPolicy policy = HOST.load(Policies.body(body));

    int allowed = policy.allowedOrders(Policies.question(TvaType.PAGEFAULT, 0x3fc));

    assertThat(allowed).isEqualTo(0x3fc);
    assertThat(policy.failures().getFirst().first().message())
        .isEqualTo(
            "dir/p.js:2: p answered "
                + described
                + "; want an order (0, 2 to 9), a set made by orders, DENY or ABSTAIN");
    assertThat(policy.failures().getFirst().first().exitCode()).isEqualTo(107);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q.offered & 4",
        "orders.of(12)",
        "orders.of('4')",
        "orders.atMost(1.5)",
        "orders.highest(512)",
        "orders.list(null)",
        "orders.has(q.offered)",
      })
  void refusesMisuseOfTheOrdersHelpers(String expression) {
    ScriptPolicy policy = HOST.load(Policies.body("return " + expression));

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(Policies.BELOW_PMD);
    assertThat(policy.failures().getFirst().first().message())
        .startsWith("dir/p.js:2: p threw ")
        .contains("orders");
  }
}
