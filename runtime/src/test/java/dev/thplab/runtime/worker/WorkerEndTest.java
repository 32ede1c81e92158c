package dev.thplab.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.script.Ejection;
import dev.thplab.runtime.script.ExitKind;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFailure;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How workers end that do not end by themselves, and what becomes of their cases.
class WorkerEndTest {
  private static final String TRACE = "../scripts/traces/python_dict.thpt.gz";
  private static final long HEAP_BYTES = 1L << 30;
  private static final Limits LIMITS = Limits.DEFAULT.withWallMs(1_000);
  private static final Map<String, Long> OF_THE_KERNEL =
      ofTheMachine(CompareRunner.run(plan("always"), CompareProgress.NONE));

  @TempDir private Path directory;

  @AfterEach
  void noWorkerIsLeft() {
    assertThat(workers()).isEmpty();
  }

  private static ComparePlan plan(String spec) {
    return new ComparePlan(
        TRACE,
        CaseSpec.parseAll(List.of(spec)),
        MachineConfig.ample(),
        0,
        LIMITS,
        InvariantCheck.OFF);
  }

  private static ComparePlan planWith(Path policy) {
    return plan("case:preset=always,policy=" + policy);
  }

  /// Everything that was counted but the policy's own calls.
  private static Map<String, Long> ofTheMachine(Comparison comparison) {
    Map<String, Long> numbers = new LinkedHashMap<>(comparison.cases().getFirst().machine());
    numbers.keySet().removeIf(name -> name.startsWith("policy_"));
    return numbers;
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(WorkerMain.class.getName()))
        .toList();
  }

  /// The one reason why the policy was ejected, after a check that the case has the kernel's
  /// numbers.
  private static String reasonOfEnd(Comparison comparison) {
    CaseResult result = comparison.cases().getFirst();
    assertThat(ofTheMachine(comparison)).isEqualTo(OF_THE_KERNEL);
    Ejection ejection = result.ejections().getFirst();
    assertThat(ejection.kind()).isEqualTo(ExitKind.ERROR_WORKER);
    assertThat(ejection.last()).isInstanceOf(PolicyFailure.WorkerEnded.class);
    assertThat(ejection.last().exitCode()).isEqualTo(PolicyFailure.EXIT_OVER_LIMIT);
    return ejection.last().reason();
  }

  /// Milliseconds as [Limits] counts them: a machine that is busy with other things is no time of
  /// the policy's.
  @ParameterizedTest
  @ValueSource(strings = {"spread-of-array.js", "spread-of-text.js"})
  void isKilledWithinTwoSecondsOfTheLimit(String script) {
    Path policy = Path.of("src/test/resources/unstoppable", script);

    String reason =
        reasonOfEnd(UntrustedRunner.run(planWith(policy), HEAP_BYTES, CompareProgress.NONE));

    Matcher matcher =
        Pattern.compile(
                "(?:could not be stopped after (\\d+) ms in one call|gave no sign of life for"
                    + " (\\d+) ms); the limit is 1000 ms and its worker was killed")
            .matcher(reason);
    assertThat(matcher.matches()).as(reason).isTrue();
    String observedMs = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    assertThat(Integer.parseInt(observedMs)).isBetween(1_000, 3_000);
  }

  @Test
  void costsTheCaseItsPolicyWhenSomebodyKillsIt() throws Exception {
    Path policy =
        Files.writeString(
            directory.resolve("slow.js"),
            """
            import { ABSTAIN } from "thp";
            export const contract = "lab/1";
            export function getSuggestedOrder() { for (let i = 0; i < 9000; i++); return ABSTAIN; }
            """);
    CompareProgress killer =
        new CompareProgress() {
          @Override
          public void caseStarted(int index, int nrCases, String name, long nrEvents) {
            workers().forEach(ProcessHandle::destroyForcibly);
          }

          @Override
          public void eventsDone(long events) {}

          @Override
          public void caseDone(CaseResult result) {}
        };

    assertThat(reasonOfEnd(UntrustedRunner.run(planWith(policy), HEAP_BYTES, killer)))
        .isEqualTo("ended its worker process (signal 9)");
  }

  /// Four million events take more than this heap.
  @Test
  void saysWhenItsHeapIsUsedUp() throws Exception {
    Path trace = directory.resolve("long.thpt.gz");
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(trace)), StandardCharsets.UTF_8)) {
      out.write(
          """
          # {"format": "thpt/1"}
          C 10
          exec tiny 555555600000 555555600000
          mmap 7f0000000000 400000 3 22 a
          """);
      for (int i = 0; i < 4_000_000; i++) {
        out.write("T 1\n");
      }
    }
    ComparePlan plan =
        new ComparePlan(
            trace.toString(),
            CaseSpec.parseAll(
                List.of("case:preset=always,policy=../scripts/policies/examples/heap-only.js")),
            MachineConfig.ample(),
            0,
            LIMITS,
            InvariantCheck.OFF);

    CaseResult result =
        UntrustedRunner.run(plan, 40 << 20, CompareProgress.NONE).cases().getFirst();

    assertThat(result.ejections().getFirst().last().reason())
        .isEqualTo("used up the heap of its worker, 41943040 bytes");
  }

  /// Less than a JVM can start with.
  @Test
  void tellsWhatTheJvmSaid() {
    Path policy = Path.of("../scripts/policies/examples/heap-only.js");

    assertThat(reasonOfEnd(UntrustedRunner.run(planWith(policy), 1 << 10, CompareProgress.NONE)))
        .isEqualTo(
            "ended its worker process (exit code 1), which said: Error occurred during"
                + " initialization of VM; Too small maximum heap");
  }
}
