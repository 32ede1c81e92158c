package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PolicyOptionsTest {
  private static final ScriptHost HOST = new ScriptHost();
  private static final PolicyFile POLICY =
      Policies.module(
          """
          export const name = "test.Options";
          export const options = { order: 4, on: true, comm: "none" };
          export function getSuggestedOrder(q, options) {
            if (!Object.isFrozen(options)) throw new Error("not frozen");
            return options.on === true && q.task.comm !== options.comm ? options.order : DENY;
          }
          """);

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static int answer(Map<String, Object> options) {
    return HOST.load(POLICY, Limits.DEFAULT, options).allowedOrders(Policies.fault());
  }

  @Test
  void takesThePolicysOwnOptions() {
    assertThat(answer(Map.of())).isEqualTo(1 << 4);
  }

  @Test
  void takesOverridesAsValuesOrText() {
    assertThat(answer(Map.of("order", 2))).isEqualTo(1 << 2);
    assertThat(answer(Map.of("order", "3"))).isEqualTo(1 << 3);
    assertThat(answer(Map.of("on", false))).isZero();
    assertThat(answer(Map.of("on", "false"))).isZero();
    assertThat(answer(Map.of("comm", "redis-server"))).isZero();
  }

  @Test
  void giveAnEmptyObjectWhenThereAreNone() {
    ScriptPolicy policy = HOST.load(Policies.body("return Object.keys(options).length"));

    assertThat(policy.allowedOrders(Policies.fault())).isEqualTo(1);
  }

  @Test
  void comeWithNameContractAndHash() {
    ScriptPolicy named = HOST.load(POLICY);

    assertThat(named.name()).isEqualTo("test.Options");
    assertThat(named.contract()).isEqualTo("lab/1");
    assertThat(named.hash()).isEqualTo(POLICY.sha256()).hasSize(64);
    assertThat(HOST.load(Policies.body("return 4")).name()).as("the file's stem").isEqualTo("p");
  }
}
