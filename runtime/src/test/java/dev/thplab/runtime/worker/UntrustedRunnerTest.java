package dev.thplab.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.JsonReport;
import dev.thplab.runtime.script.HostileScripts;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Policies in a process of their own. `-Dthplab.hostile=all` runs the whole corpus there, not a
/// few of it.
class UntrustedRunnerTest {
  private static final String TRACE = "../scripts/traces/python_dict.thpt.gz";
  private static final long HEAP_BYTES = 512L << 20;
  private static final List<String> FEW =
      List.of("loop-for.js", "regex-backtracking.js", "throw-proxy.js", "pollute-object.js");

  private static ComparePlan plan(List<String> cases) {
    return new ComparePlan(
        WorkloadSpec.ofTrace(TRACE),
        CaseSpec.parseAll(cases),
        MachineConfig.ample(),
        0,
        Limits.DEFAULT.withWallMs(500),
        InvariantCheck.OFF);
  }

  private static String json(Comparison comparison) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(comparison, false, true, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Comparison untrusted(ComparePlan plan) {
    return UntrustedRunner.run(plan, HEAP_BYTES, CompareProgress.NONE);
  }

  /// Everything that was counted but the policy's own calls.
  private static Map<String, Long> ofTheMachine(CaseResult result) {
    Map<String, Long> numbers = new LinkedHashMap<>(result.machine());
    numbers.keySet().removeIf(name -> name.startsWith("policy_"));
    return numbers;
  }

  @Test
  void givesTheSameBytesAsInProcess() {
    ComparePlan plan =
        plan(
            List.of(
                "always",
                "heap:preset=always,policy=../scripts/policies/examples/heap-only.js",
                "never",
                "loop:preset=always,policy=src/test/resources/hostile/loop-for.js"));

    assertThat(json(untrusted(plan)))
        .isEqualTo(json(CompareRunner.run(plan, CompareProgress.NONE)));
  }

  static Stream<Path> scripts() {
    boolean all = "all".equals(System.getProperty("thplab.hostile"));
    return HostileScripts.all().stream()
        .filter(script -> !HostileScripts.expectation(script).equals("refused"))
        .filter(script -> all || FEW.contains(script.getFileName().toString()));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void containsAHostileScript(Path script) {
    Comparison comparison =
        untrusted(plan(List.of("always", "hostile:preset=always,policy=" + script)));

    assertThat(ofTheMachine(comparison.cases().getLast()))
        .isEqualTo(ofTheMachine(comparison.cases().getFirst()));
    assertThat(comparison.cases().getLast().failures().isEmpty())
        .isEqualTo(HostileScripts.expectation(script).equals("none"));
  }
}
