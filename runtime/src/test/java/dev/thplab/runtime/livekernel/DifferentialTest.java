package dev.thplab.runtime.livekernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How several runs of a kernel weigh against the simulated machine's result.
final class DifferentialTest {
  private static final ObjectNode SIMULATED = faults(1);

  private static ObjectNode faults(int count) {
    String text =
        """
        {"ops":[{"op":"touch","faults":%d}],"counters_final":{}}
        """
            .formatted(count);
    return (ObjectNode) new JsonMapper().readTree(text);
  }

  private static Differential.Outcome judge(int... faults) {
    List<ObjectNode> results = Arrays.stream(faults).mapToObj(DifferentialTest::faults).toList();
    return Differential.judge(SIMULATED, results);
  }

  @Test
  void oneDisturbedRunOfSixIsForgiven() {
    assertThat(judge(7, 1, 1, 1, 1, 1).verdict()).isEqualTo(Verdict.AGREES_MOSTLY);
  }

  @Test
  void aKernelThatAlwaysDoesSomethingElseDiffers() {
    Differential.Outcome outcome = judge(2, 2, 2, 2, 2, 2);
    assertThat(outcome.verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(outcome.difference()).isEqualTo("ops[0].faults: kernel 2, thplab 1");
  }

  @Test
  void oneAgreeingRunIsNoAgreement() {
    assertThat(judge(2, 2, 2, 2, 2, 1).verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void runsThatDifferAmongThemselvesDecideNothing() {
    assertThat(judge(2, 2, 3, 3, 4, 4).verdict()).isEqualTo(Verdict.VARIES);
    assertThat(judge(2, 2, 2, 1, 1, 1).verdict()).isEqualTo(Verdict.VARIES_AROUND);
    assertThat(judge(2, 2, 2, 1, 1, 1).difference()).isEqualTo("ops[0].faults");
  }

  @Test
  void theMostFrequentResultIsKept() {
    RepeatedResult repeated = judge(3, 2, 2, 3, 2, 4).kernel();
    assertThat(repeated.result()).isEqualTo(faults(2));
    assertThat(repeated.identical()).isEqualTo(3);
    assertThat(repeated.runs()).isEqualTo(6);
  }
}
