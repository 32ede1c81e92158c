package dev.thplab.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.JsonReport;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Policies in a process of their own.
class UntrustedRunnerTest {
  private static final String TRACE = "../scripts/traces/python_dict.thpt.gz";
  private static final long HEAP_BYTES = 512L << 20;

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
}
