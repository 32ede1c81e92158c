package dev.thplab.runtime.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.PolicySpec;
import dev.thplab.runtime.compare.RecordingFile;
import dev.thplab.runtime.compare.TinyTrace;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyFile;
import dev.thplab.runtime.workload.GeneratorSpec;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import dev.thplab.sim.policy.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replays recordings of [TinyTrace], whose decisions can be worked out by hand, and of a generated
/// store, whose replay must be the recorded run.
final class DecisionReplayTest {
  private static final String BUSY = "../scripts/policies/examples/busy-programs-get-2m.js";
  private static final String STORE =
      "key-value:keys=20k,operations=4k,save-every=2k,save-for=500,seed=3";
  private static final long SEED = 7;

  /// Allows the first 2 MiB of an area everything and the rest nothing.
  private static final String FIRST_ONLY = "return q.offset >> 21 ? DENY : ABSTAIN;";

  private static final String DENIES = "return DENY;";

  @TempDir private Path directory;
  private WorkloadSpec tiny;
  private Path file;

  @BeforeEach
  void writeTrace() throws IOException {
    tiny =
        WorkloadSpec.ofTrace(
            Files.writeString(directory.resolve("tiny.thpt"), TinyTrace.TEXT).toString());
    file = directory.resolve("d.jsonl.gz");
  }

  private static PolicyFile policy(String body) {
    return PolicyFile.of(
        "b.js",
        """
        import { ABSTAIN, DENY } from "thp";
        export const contract = "lab/1";
        export function getSuggestedOrder(q) { %s }
        """
            .formatted(body));
  }

  private Comparison record(WorkloadSpec workload, String caseText, PolicyFile policy) {
    ComparePlan plan =
        new ComparePlan(
            workload,
            List.of(CaseSpec.parse(caseText)),
            MachineConfig.ample(),
            SEED,
            Limits.DEFAULT,
            InvariantCheck.OFF);
    try (RecordingFile recording = RecordingFile.create(file.toString())) {
      Comparison comparison = CompareRunner.run(plan, CompareProgress.NONE, recording, _ -> policy);
      recording.end();
      return comparison;
    }
  }

  private ReplayResult replay(
      PolicyFile policy, SequencedMap<String, String> options, Scope scope) {
    Recording recording = Recording.read(file.toString());
    PolicySpec spec = DecisionReplay.policy(policy.name(), options, scope);
    return DecisionReplay.run(
        recording,
        recording.run().workloadAt(null),
        spec,
        _ -> policy,
        Limits.DEFAULT,
        CompareProgress.NONE);
  }

  private ReplayResult replay(PolicyFile policy) {
    return replay(policy, new LinkedHashMap<>(), Scope.GLOBAL);
  }

  private static List<String> faults(ReplayResult result) {
    return result.differences().stream()
        .filter(difference -> difference.decision().type.inPageFault())
        .map(difference ->
            "%x %x %x"
                .formatted(
                    difference.decision().address, difference.recorded(), difference.replayed()))
        .toList();
  }

  /// The write to page 0 and the read of page 512 are offered 2 MiB (mask 200), and get it. Nobody
  /// is asked of the write to page 513, where the huge zero folio is, nor of copies after fork.
  @Test
  void aPolicyThatDeniesAllDiffersWhereverTheKernelGaveAHugePage() {
    record(tiny, "always", null);
    ReplayResult result = replay(policy(DENIES));
    assertThat(faults(result)).containsExactly("7f0000000000 200 0", "7f0000200000 200 0");
    assertThat(result.differences())
        .allMatch(difference -> difference.differs() == 1 << 9)
        .allMatch(difference -> difference.fieldsRead().isEmpty());
    assertThat(result.text())
        .contains("\nThe first is line 2:\n")
        .contains(
            "      recorded: 2 MiB\n      b.js: none\n      it read: nothing of the question");
  }

  /// Under `never` sysfs enables no order, so that no answer would change anything.
  @Test
  void whatSysfsDisablesIsNoDifference() {
    record(tiny, "never", null);
    ReplayResult result = replay(policy(DENIES));
    assertThat(result.decisions()).isEqualTo(5);
    assertThat(result.asked()).isEqualTo(5);
    assertThat(result.differences()).isEmpty();
    assertThat(result.text()).contains("as recorded in all 5 decisions");
  }

  @Test
  void listsTheOneQuestionThatAPolicyAnswersOtherwise() {
    record(tiny, "always", null);
    ReplayResult result = replay(policy("return q.address === 0x7f0000200000 ? DENY : ABSTAIN;"));
    assertThat(result.differences()).hasSize(1);
    Map<String, Object> first = result.differences().getFirst().asMap();
    assertThat(first)
        .containsEntry("pid", 10)
        .containsEntry("comm", "tiny")
        .containsEntry("address", "7f0000200000")
        .containsEntry("write", false)
        .containsEntry("recorded", List.of(9))
        .containsEntry("replayed", List.of())
        .containsEntry("fields_read", List.of("address"))
        .containsEntry("result", "huge_zero");
    assertThat(result.same()).isEqualTo(result.asked() - 1);
  }

  /// The recorded policy denied the second 2 MiB, so that page 512 got the zero page and page 513
  /// asks for sizes below 2 MiB, which sysfs disables: nothing to differ about.
  @Test
  void theRecordedAnswersDecide() {
    Comparison recorded = record(tiny, "a:enabled=always,policy=a.js", policy(FIRST_ONLY));
    ReplayResult result = replay(policy(DENIES));
    assertThat(faults(result)).containsExactly("7f0000000000 200 0");
    assertThat(metrics(result.comparison())).isEqualTo(metrics(recorded));
    ReplayResult kernel = replay(policy("return ABSTAIN;"));
    assertThat(faults(kernel)).containsExactly("7f0000200000 0 200");
  }

  /// Maps, ticks, random numbers and hooks go the same way again, if the questions are the same.
  @Test
  void aPolicyDecidesAsItDidItself() {
    WorkloadSpec store = WorkloadSpec.ofGenerator(GeneratorSpec.parse(STORE, SEED));
    PolicyFile busy = PolicyFile.read(Path.of(BUSY));
    Comparison recorded =
        record(store, "a:enabled=always,hugepages-64kB/enabled=always,policy=a.js", busy);
    ReplayResult result = replay(busy);
    assertThat(result.asked()).isGreaterThan(100);
    assertThat(result.differences()).isEmpty();
    assertThat(metrics(result.comparison())).isEqualTo(metrics(recorded));

    SequencedMap<String, String> always = new LinkedHashMap<>(Map.of("explore", "1"));
    assertThat(replay(busy, always, Scope.GLOBAL).differences()).isNotEmpty();
  }

  /// The policy was for one program, which the other is not asked about either.
  @Test
  void asksAboutAScopeAlone() {
    record(tiny, "a:enabled=always,policy=a.js,policy-scope=comm:tiny", policy(DENIES));
    ReplayResult result =
        replay(policy("return ABSTAIN;"), new LinkedHashMap<>(), new Scope.Comm("init"));
    assertThat(result.asked()).isZero();
    assertThat(replay(policy(DENIES)).differences()).isEmpty();
  }

  /// A policy of RFC v4 lets khugepaged know of the process, and takes it off the list when it is
  /// asked about the process as such: in the run, and so in the replay. In a run without policies
  /// nobody was asked that, so that there is no line.
  @Test
  void replaysWhoMayBeOnTheListOfKhugepaged() {
    PolicyFile v4 =
        PolicyFile.of(
            "v4.js",
            """
            export const contract = "rfc-v4";
            let asked = 0;
            export const get_suggested_order = (mm, flags, order) =>
              flags === 0 && asked++ > 0 ? 0 : order;
            """);
    WorkloadSpec sequential =
        WorkloadSpec.ofGenerator(GeneratorSpec.parse("sequential:bytes=4M", SEED));
    Comparison recorded = record(sequential, "a:enabled=always,policy=a.js", v4);
    assertThat(Recording.read(file.toString()).decisions())
        .anyMatch(decision -> decision.isAboutMm() && decision.chosen() == 0);
    ReplayResult same = replay(v4);
    assertThat(same.differences()).isEmpty();
    assertThat(metrics(same.comparison())).isEqualTo(metrics(recorded));

    record(sequential, "always", null);
    assertThat(replay(v4).differences())
        .anyMatch(difference ->
            difference.line() == 0
                && difference.recorded() == 1 << 9
                && difference.replayed() == 0);
  }

  /// All but the numbers of the policies themselves.
  private static Map<String, Long> metrics(Comparison comparison) {
    Map<String, Long> metrics = new LinkedHashMap<>(comparison.cases().getFirst().machine());
    metrics.keySet().removeIf(name -> name.startsWith("policy_"));
    return metrics;
  }
}
