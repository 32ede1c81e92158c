package dev.thplab.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.script.PolicyFailure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a worker tells of its policies' failures arrives as it was.
class WorkerJsonTest {
  static List<PolicyFailure> failures() {
    PolicyFailure threw = new PolicyFailure.Threw("p", "p.js:3", "Error: no");
    return List.of(
        threw,
        new PolicyFailure.InHook("onTick", threw),
        new PolicyFailure.BadAnswer("p", "p.js:3", "77", "an order"),
        new PolicyFailure.StatementLimit("p", "p.js:3", 10_000, 10_001),
        new PolicyFailure.TimedOut("p", "p.js:3", 2_000, 2_004),
        new PolicyFailure.OutOfBudget("p", "p.js:3", 1 << 26, 1L << 33),
        new PolicyFailure.RetainsTooMuch("p", "p.js:3", 1 << 26, 1L << 33),
        new PolicyFailure.EngineFault("p", "p.js:3", "an internal error"),
        new PolicyFailure.WorkerEnded("p", "p.js", "was killed"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void keepsEveryFailure(PolicyFailure failure) {
    String line = WorkerJson.line(failure);

    assertThat(line).doesNotContain("\n");
    assertThat(WorkerJson.read(line, PolicyFailure.class)).isEqualTo(failure);
  }

  @Test
  void knowsEverySortOfFailure() {
    assertThat(failures().stream().<Class<?>>map(PolicyFailure::getClass))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(PolicyFailure.class.getPermittedSubclasses()));
  }
}
