package dev.thplab.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.TinyTrace;
import dev.thplab.runtime.script.ExitKind;
import dev.thplab.runtime.script.HostileScripts;
import dev.thplab.runtime.script.Limits;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripts that mean harm, in worker processes: the same end as in-process, and a machine with the
/// books in order.
///
/// One of each expectation; `mvn -Phostile -pl runtime -am test` runs them all.
class HostileWorkersTest {
  private static final long HEAP_BYTES = 512L << 20;
  private static final int FEW = 1;

  @TempDir private static Path directory;

  private static Path trace;
  private static Map<String, Long> ofTheKernel;

  @BeforeAll
  static void runWithoutPolicy() throws IOException {
    trace = Files.writeString(directory.resolve("tiny.thpt"), TinyTrace.TEXT);
    Comparison kernel =
        CompareRunner.run(plan("case:preset=always", Limits.DEFAULT), CompareProgress.NONE);
    ofTheKernel = ofTheMachine(kernel.cases().getFirst());
  }

  private static ComparePlan plan(String spec, Limits limits) {
    return new ComparePlan(
        trace.toString(),
        CaseSpec.parseAll(List.of(spec)),
        MachineConfig.ample(),
        0,
        limits,
        new InvariantCheck(1));
  }

  /// Everything that was counted but the policy's own calls.
  private static Map<String, Long> ofTheMachine(CaseResult result) {
    Map<String, Long> numbers = new LinkedHashMap<>(result.machine());
    numbers.keySet().removeIf(name -> name.startsWith("policy_"));
    return numbers;
  }

  static Stream<Path> scripts() {
    if ("all".equals(System.getProperty("thplab.hostile"))) {
      return HostileScripts.all().stream();
    }
    SequencedMap<String, List<Path>> byExpectation = new LinkedHashMap<>();
    for (Path script : HostileScripts.all()) {
      byExpectation
          .computeIfAbsent(HostileScripts.expectation(script), _ -> new ArrayList<>())
          .add(script);
    }
    return byExpectation.values().stream().flatMap(HostileWorkersTest::spread);
  }

  private static Stream<Path> spread(List<Path> scripts) {
    int step = Math.max(1, scripts.size() / FEW);
    return scripts.stream().filter(script -> scripts.indexOf(script) % step == step / 2);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void isContained(Path script) {
    String expectation = HostileScripts.expectation(script);
    ComparePlan plan =
        plan("case:preset=always,policy=" + script, HostileScripts.limits(expectation));
    if (expectation.equals("refused")) {
      assertThatThrownBy(() -> UntrustedRunner.run(plan, HEAP_BYTES, CompareProgress.NONE))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(script.toString());
      return;
    }
    CaseResult result =
        UntrustedRunner.run(plan, HEAP_BYTES, CompareProgress.NONE).cases().getFirst();

    assertThat(ofTheMachine(result)).isEqualTo(ofTheKernel);
    assertThat(result.failures().isEmpty()).isEqualTo(expectation.equals("none"));
    assertThat(result.failures())
        .allSatisfy(counted ->
            assertThat(
                    HostileScripts.isExpected(expectation, counted.first())
                        || mayEndItsWorker(expectation, counted.first().kind()))
                .as(counted.first().message())
                .isTrue());
  }

  /// What nothing but a limit ends may also take more memory than the worker has.
  private static boolean mayEndItsWorker(String expectation, ExitKind kind) {
    return expectation.endsWith("limit") && kind == ExitKind.ERROR_WORKER;
  }
}
