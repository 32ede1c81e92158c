package dev.thplab.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.policy.OrderPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What random() draws.
class RandomNumbersTest {
  private static final ScriptHost HOST = new ScriptHost();

  @AfterAll
  static void close() {
    HOST.close();
  }

  private static ScriptPolicy policy(String name, long seed) {
    String text =
        """
        import { random } from "thp";
        export const contract = "lab/1";
        export const name = "%s";
        export const maps = { drawn: { type: "array", entries: 1 } };
        export function getSuggestedOrder(q, options, { drawn }) {
          drawn.set(0, random());
          if (q.task.pid === 7) for (;;);
          return 4;
        }
        """
            .formatted(name);
    return HOST.load(PolicyFile.of("p.js", text), Limits.DEFAULT, Map.of(), seed);
  }

  private static double draw(OrderPolicy policy) {
    policy.allowedOrders(Policies.fault());
    return drawn(policy);
  }

  private static double drawn(OrderPolicy policy) {
    Object drawn = ScriptPolicy.memoryOf(policy).orElseThrow().maps().getFirst().values[0];
    return ((Number) drawn).doubleValue();
  }

  private static List<Double> draw(OrderPolicy policy, int n) {
    List<Double> list = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      list.add(draw(policy));
    }
    return list;
  }

  /// The first numbers of xoshiro128** from the state {1, 2, 3, 4}, as its authors' C code prints
  /// them; two make one number of 53 bits.
  @Test
  void isXoshiro128StarStar() {
    long[] reference = {
      11520,
      0,
      5927040,
      70819200,
      2031721883,
      1637235492,
      1287239034,
      3734860849L,
      3729100597L,
      4258142804L
    };
    ScriptPolicy policy = policy("reference", 0);
    int[] state = ScriptPolicy.memoryOf(policy).orElseThrow().random;
    for (int i = 0; i < state.length; i++) {
      state[i] = i + 1;
    }
    for (int i = 0; i < reference.length; i += 2) {
      long bits = (reference[i] >>> 5 << 26) | reference[i + 1] >>> 6;
      assertThat(draw(policy)).isEqualTo(bits * 0x1p-53);
    }
  }

  @Test
  void drawsTheSameForTheSameSeedAndName() {
    List<Double> drawn = draw(policy("a", 1), 20);

    assertThat(draw(policy("a", 1), 20)).isEqualTo(drawn);
    assertThat(draw(policy("a", 2), 20)).doesNotContainAnyElementsOf(drawn);
    assertThat(draw(policy("b", 1), 20)).doesNotContainAnyElementsOf(drawn);
  }

  /// The mean of 10,000 numbers has a standard error of 0.0029; five of them are 0.0145.
  @Test
  void drawsFromZeroToOne() {
    List<Double> drawn = draw(policy("even", 0), 10_000);

    assertThat(drawn).allMatch(x -> x >= 0 && x < 1).doesNotHaveDuplicates();
    assertThat(drawn.stream().mapToDouble(x -> x).average().orElseThrow())
        .isBetween(0.4855, 0.5145);
  }

  @Test
  void goesOnInANewContext() {
    ScriptPolicy whole = policy("a", 1);
    List<Double> expected = draw(whole, 4);
    ScriptPolicy broken = policy("a", 1);
    assertThat(draw(broken)).isEqualTo(expected.get(0));
    var endless = Policies.fault();
    endless.pid = 7;
    broken.allowedOrders(endless);
    assertThat(broken.failures()).hasSize(1);
    assertThat(drawn(broken)).isEqualTo(expected.get(1));

    assertThat(draw(broken, 2)).isEqualTo(expected.subList(2, 4));
  }

  @Test
  void aCopyDrawsTheSameOnItsOwn() {
    ScriptPolicy policy = policy("a", 1);
    draw(policy, 3);
    OrderPolicy copy = policy.copy();
    List<Double> drawn = draw(policy, 5);

    assertThat(draw(copy, 2)).isEqualTo(drawn.subList(0, 2));
    OrderPolicy copyOfCopy = copy.copy();
    assertThat(draw(copy, 3)).isEqualTo(drawn.subList(2, 5));
    assertThat(draw(copyOfCopy, 3)).isEqualTo(drawn.subList(2, 5));
  }

  @Test
  void isForCallsAlone() {
    PolicyFile file =
        Policies.module(
            "import { random } from \"thp\"; const r = random();"
                + "export function getSuggestedOrder() { return 4 }");

    assertThatThrownBy(() -> HOST.load(file))
        .hasMessage(
            "dir/p.js:2:41: threw while loading: TypeError: random() works in calls, not while a"
                + " policy is loaded");
  }
}
