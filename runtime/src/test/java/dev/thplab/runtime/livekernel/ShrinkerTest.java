package dev.thplab.runtime.livekernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.scenario.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
  private static final int MANY = 10_000;

  private static Draft draft(List<Op> ops) {
    return new Draft("test", KernelSettings.defaults(), ops);
  }

  private static boolean sleeps(List<Op> ops, long milliseconds) {
    return ops.contains(new Op.Sleep(milliseconds));
  }

  @Test
  void keepsOnlyTheOperationsThatMatter() {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ops.add(new Op.Sleep(i));
    }
    Draft small =
        new Shrinker(d -> sleeps(d.ops(), 3) && sleeps(d.ops(), 31), MANY).shrink(draft(ops));
    assertThat(small.ops()).containsExactly(new Op.Sleep(3), new Op.Sleep(31));
  }

  @Test
  void shrinksTheOperationsOfAChild() {
    Op fork = new Op.Fork(List.of(new Op.Sleep(1), new Op.Sleep(2), new Op.Sleep(3)));
    Draft small =
        new Shrinker(
                d ->
                    d.ops().stream()
                        .anyMatch(op -> op instanceof Op.Fork f && sleeps(f.child(), 2)),
                MANY)
            .shrink(draft(List.of(new Op.Reap(), fork)));
    assertThat(small.ops()).containsExactly(new Op.Fork(List.of(new Op.Sleep(2))));
  }

  @Test
  void shrinksRangesToTheSmallestThatFails() {
    Op touch = new Op.Touch(0, 1000, 4096, true);
    Draft small =
        new Shrinker(
                d -> d.ops().stream().anyMatch(op -> op instanceof Op.Touch t && t.count() >= 7),
                MANY)
            .shrink(draft(List.of(touch)));
    assertThat(small.ops()).containsExactly(new Op.Touch(0, 7, 4096, true));
  }

  @Test
  void givesSettingsTheirDefaults() {
    SequencedMap<String, String> settings = new LinkedHashMap<>(KernelSettings.defaults());
    settings.put("enabled", "always");
    settings.put("use_zero_page", "0");
    Draft small =
        new Shrinker(d -> d.settings().get("enabled").equals("always"), MANY)
            .shrink(new Draft("test", settings, List.of()));
    assertThat(small.settings()).containsEntry("enabled", "always");
    assertThat(small.settings()).containsEntry("use_zero_page", "1");
  }

  @Test
  void stopsWhenItsTrialsAreUsedUp() {
    int[] trials = {0};
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ops.add(new Op.Sleep(i));
    }
    new Shrinker(
            _ -> {
              trials[0]++;
              return false;
            },
            20)
        .shrink(draft(ops));
    assertThat(trials[0]).isEqualTo(20);
  }
}
