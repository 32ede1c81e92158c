package dev.thplab.runtime.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.sim.generator.Generator;
import dev.thplab.sim.generator.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeneratorSpecTest {

  @Test
  void aNameAloneHasTheDefaultsAndTheSeedOfTheRun() {
    assertThat(GeneratorSpec.parse("sequential", 5).text())
        .isEqualTo("sequential:bytes=1G,stride=64,passes=2,writes=1,hugepage=no,access=1ns,seed=5");
  }

  @Test
  void whatIsGivenGoesFirst() {
    GeneratorSpec spec =
        GeneratorSpec.parse(
            "sequential: stride = 4KiB,bytes=1_048_576,writes=0.5,hugepage=yes,access=2us,seed=-3",
            5);
    assertThat(spec.text())
        .isEqualTo(
            "sequential:bytes=1M,stride=4K,passes=2,writes=0.5,hugepage=yes,access=2us,seed=-3");
    assertThat(spec.parameters().values())
        .containsEntry("bytes", 1L << 20)
        .containsEntry("writes", 0.5)
        .containsEntry("access", 2_000L);
  }

  @Test
  void theTextOfEveryGeneratorReadsAsTheSame() {
    for (Generator generator : Generator.all()) {
      GeneratorSpec spec = GeneratorSpec.parse(generator.name(), 1L << 60);
      GeneratorSpec again = GeneratorSpec.parse(spec.text(), 0);
      assertThat(again.text()).isEqualTo(spec.text());
      assertThat(again.parameters().values()).isEqualTo(spec.parameters().values());
    }
  }

  /// Counts are decimal, sizes binary.
  @ParameterizedTest
  @CsvSource({
    "COUNT, 10M, 10000000, 10M",
    "COUNT, 1500, 1500, 1500",
    "COUNT, 200K, 200000, 200k",
    "BYTES, 10M, 10485760, 10M",
    "BYTES, 1500, 1500, 1500",
    "NANOSECONDS, 150ns, 150, 150ns",
    "NANOSECONDS, 1500us, 1500000, 1500us",
    "NANOSECONDS, 0, 0, 0ns",
    "NANOSECONDS, 1000us, 1000000, 1ms",
    "SEED, 1000, 1000, 1000",
  })
  void unitsHaveTheirOwnText(Parameter.Unit unit, String text, long value, String canonical) {
    Parameter parameter = new Parameter("n", unit, 0L, Long.MIN_VALUE, Long.MAX_VALUE, "");
    assertThat(ParameterText.parse(parameter, text)).isEqualTo(value);
    assertThat(ParameterText.of(unit, value)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zifp | unknown workload 'zifp', did you mean 'zipf'?; workloads are sequential,",
        "zipf:tetha=1 | workload 'zipf': unknown parameter 'tetha', did you mean 'theta'?; "
            + "parameters are bytes,",
        "zipf:theta | workload 'zipf': 'theta' must be parameter=value",
        "zipf:theta=1,theta=2 | workload 'zipf': parameter 'theta' is given twice",
        "zipf:theta=x | workload 'zipf': theta: 'x' must be a number such as 0.99",
        "zipf:theta=11 | workload 'zipf': theta (11) must be in [0, 10]",
        "zipf:bytes=1 | workload 'zipf': bytes (1) must be in [4K, 1T]",
        "zipf:bytes=4X | workload 'zipf': bytes: '4X' must be a size such as",
        "zipf:accesses=1Q | workload 'zipf': accesses: '1Q' must be a count such as",
        "zipf:accesses=99999999999999999999 | workload 'zipf': accesses: "
            + "'99999999999999999999' does not fit 64 bits",
        "zipf:access=5m | workload 'zipf': access: '5m' must be a time such as",
        "zipf:fill=1 | workload 'zipf': fill: '1' must be yes or no",
        "zipf:seed=x | workload 'zipf': seed: 'x' must be a whole number",
        "zipf:item=8K,bytes=4K | workload 'zipf': item (8192) must not exceed bytes (4096)",
      })
  void mistakesNameTheValueAndTheRule(String text, String message) {
    assertThatThrownBy(() -> GeneratorSpec.parse(text, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
