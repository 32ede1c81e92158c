package dev.thplab.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.script.PolicyLoadException;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.KernelProfile;
import dev.thplab.sim.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs [TinyTrace]. Costs in nanoseconds are those of the default model: 612 a page, 3,223 a 64
/// KiB folio, 78,990 a 2 MiB folio, 304 and 1,580 for the zero pages, 802 a copy, 7,500 a split.
final class CompareRunnerTest {
  @TempDir private Path directory;
  private String trace;

  @BeforeEach
  void writeTrace() throws IOException {
    trace = TinyTrace.write(directory);
  }

  private Comparison compare(String... cases) {
    return CompareRunner.run(plan(cases), CompareProgress.NONE);
  }

  private ComparePlan plan(String... cases) {
    List<CaseSpec> specs = CaseSpec.parseAll(Arrays.asList(cases));
    return new ComparePlan(
        WorkloadSpec.ofTrace(trace),
        specs,
        MachineConfig.ample(),
        0,
        Limits.DEFAULT,
        InvariantCheck.OFF);
  }

  private String policy(String body) throws IOException {
    Path file = Files.createTempFile(directory, "policy", ".js");
    return Files.writeString(
            file,
            """
            import { orders, ABSTAIN, DENY } from "thp";
            export const contract = "lab/1";
            export function getSuggestedOrder(q) { %s }
            """
                .formatted(body))
        .toString();
  }

  @Test
  void basePagesCostOneFaultEachAndTheChildOneCopy() {
    assertThat(compare("never").cases().getFirst().machine())
        .containsAllEntriesOf(
            Map.of(
                "pgfault", 6L,
                "faults_anon_4kB", 4L,
                "faults_zero", 1L,
                "faults_cow", 1L,
                "pages_zeroed", 4L,
                "rss_peak_bytes", 8L * 4096,
                "rss_end_bytes", 4096L,
                "never_touched_bytes", 0L,
                "fault_time_total_ns", 4L * 612 + 304 + 802,
                "fault_time_max_ns", 802L));
  }

  @Test
  void hugePagesCostLessFaultsMoreZeroingAndBytesNeverTouched() {
    // Of the first 2 MiB, freed at the end, 3 pages were used; of the second, still mapped, page
    // 513 alone: page 512 was
    // read when the huge zero folio was there. The child's write splits the mapping it shares with
    // its parent.
    assertThat(compare("always").cases().getFirst().machine())
        .containsAllEntriesOf(
            Map.of(
                "thp_fault_alloc", 2L,
                "2048kB/anon_fault_alloc", 2L,
                "faults_anon_2048kB", 2L,
                "faults_huge_zero", 1L,
                "faults_cow", 1L,
                "pages_zeroed", 1024L,
                "never_touched_bytes", (509L + 511) * 4096,
                "rss_end_bytes", 512L * 4096,
                "fault_time_total_ns", 2L * 78_990 + 1_580 + 7_500 + 802));
  }

  @Test
  void foliosOf64KilobytesTakeWhatIsAlignedAndEmpty() {
    // Page 513 shares its 64 KiB with page 512, where the zero page is mapped, so it gets a base
    // page.
    assertThat(compare("mthp-64k").cases().getFirst().machine())
        .containsAllEntriesOf(
            Map.of(
                "64kB/anon_fault_alloc", 1L,
                "faults_anon_64kB", 1L,
                "faults_anon_4kB", 1L,
                "pages_zeroed", 17L,
                "never_touched_bytes", 13L * 4096,
                "fault_time_total_ns", 3_223L + 304 + 612 + 802));
  }

  @Test
  void processesSumUpToTheMachine() {
    for (CaseResult result : compare("never", "always", "mthp-64k").cases()) {
      assertThat(result.processes()).extracting(ProcessResult::pid).containsExactly(10, 11);
      assertThat(result.processes()).extracting(ProcessResult::comm).containsOnly("tiny");
      for (String name :
          List.of(
              "pgfault",
              "faults_cow",
              "pages_zeroed",
              "never_touched_bytes",
              "rss_end_bytes",
              "fault_time_total_ns",
              "tlb_accesses",
              "tlb_walks",
              "tlb_walk_cycles")) {
        long sum = 0;
        for (ProcessResult process : result.processes()) {
          sum += process.metrics().get(name);
        }
        assertThat(sum).as(name).isEqualTo(result.machine().get(name));
      }
    }
  }

  @Test
  void aPolicyIsAskedAndCounted() throws IOException {
    CaseResult result =
        compare("mine:preset=always,policy=" + policy("return DENY;")).cases().getFirst();
    assertThat(result.machine())
        .containsEntry("faults_anon_2048kB", 0L)
        .containsEntry("pgfault", 6L)
        .containsEntry("policy_failed", 0L);
    long calls = result.machine().get("policy_calls");
    assertThat(calls).isPositive().isEqualTo(result.machine().get("policy_denied"));
    long ofProcesses = 0;
    for (ProcessResult process : result.processes()) {
      ofProcesses += process.metrics().get("policy_calls");
    }
    assertThat(ofProcesses).isEqualTo(calls);
    assertThat(result.failures()).isEmpty();
  }

  @Test
  void aPolicyThatThrowsLeavesTheKernelsDecision() throws IOException {
    Comparison comparison =
        compare("always", "mine:preset=always,policy=" + policy("throw new Error('no');"));
    CaseResult kernel = comparison.cases().get(0);
    CaseResult mine = comparison.cases().get(1);
    assertThat(mine.machine().get("pgfault")).isEqualTo(kernel.machine().get("pgfault"));
    assertThat(mine.machine().get("policy_failed"))
        .isEqualTo(mine.machine().get("policy_calls"))
        .isPositive();
    assertThat(mine.failures()).hasSize(1);
    assertThat(mine.failures().getFirst().first().location()).endsWith(".js:3");
  }

  @Test
  void anEjectedPolicyIsNotCountedAsAsked() throws IOException {
    ComparePlan plan = plan("mine:preset=always,policy=" + policy("throw new Error('no');"));
    ComparePlan strict =
        new ComparePlan(
            plan.workload(),
            plan.cases(),
            plan.machine(),
            plan.seed(),
            Limits.DEFAULT.withStrikes(1),
            InvariantCheck.OFF);
    CaseResult result = CompareRunner.run(strict, CompareProgress.NONE).cases().getFirst();
    assertThat(result.ejections()).hasSize(1);
    assertThat(result.machine()).containsEntry("policy_calls", 1L);
    assertThat(result.machine().get("policy_after_ejection")).isPositive();
  }

  /// The write to page 513, in the range of the huge zero folio: 6.12 splits that mapping and
  /// copies one zero page, which the child copies again; 6.18 maps a second huge page, whose
  /// mapping the child's write splits.
  @Test
  void aCaseRunsOnTheKernelItNames() {
    Comparison comparison = compare("always", "old:preset=always,kernel-profile=6.12");

    assertThat(comparison.provenance().config().kernelProfile()).isEqualTo("6.18");
    CaseResult young = comparison.cases().getFirst();
    assertThat(young.kernelProfile()).isEqualTo(KernelProfile.LINUX_6_18);
    assertThat(young.machine())
        .containsAllEntriesOf(
            Map.of("pgfault", 4L, "thp_fault_alloc", 2L, "thp_split_pmd", 1L, "faults_cow", 1L));
    CaseResult old = comparison.cases().getLast();
    assertThat(old.kernelProfile()).isEqualTo(KernelProfile.LINUX_6_12);
    assertThat(old.machine())
        .containsAllEntriesOf(
            Map.of("pgfault", 4L, "thp_fault_alloc", 1L, "thp_split_pmd", 1L, "faults_cow", 2L));
  }

  /// Three 2 MiB ranges: one page written while the program forbade huge pages, one huge page, one
  /// never used. In its wake-up khugepaged collapses the first, which ends a visit of the process,
  /// and looks at the other two in the next.
  @Test
  void khugepagedsLooksAreCountedByTheirResult() throws IOException {
    trace =
        Files.writeString(
                directory.resolve("looks.thpt"),
                """
                # {"format": "thpt/1"}
                C 10
                exec tiny 555555600000 555555600000
                mmap 7f0000000000 600000 3 22 a
                madvise 7f0000000000 200000 f
                w 7f0000000
                madvise 7f0000000000 200000 e
                w 200
                T 1
                """)
            .toString();

    assertThat(compare("always").cases().getFirst().machine())
        .containsAllEntriesOf(
            Map.of(
                "khugepaged/pages_collapsed", 1L,
                "khugepaged/full_scans", 1L,
                "khugepaged_scans", 3L,
                "khugepaged_scans_succeeded", 1L,
                "khugepaged_scans_page_pmd_mapped", 1L,
                "khugepaged_scans_pmd_none", 1L,
                "khugepaged_scans_alloc_huge_page_failed", 0L));
  }

  @Test
  void provenanceNamesTheBytesThatWereUsed() throws IOException {
    Comparison comparison = compare("never");
    assertThat(comparison.provenance().trace().name()).isEqualTo("tiny");
    assertThat(comparison.provenance().trace().path()).isEqualTo(trace);
    assertThat(comparison.provenance().trace().sha256()).matches("[0-9a-f]{64}");
    assertThat(comparison.engine()).as("no policy, so no engine").isNull();
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + Provenance.VERSION + "</version>");
  }

  @Test
  void everyCaseTellsOfItsProgress() {
    List<String> told = new ArrayList<>();
    CompareRunner.run(
        plan("never", "always"),
        new CompareProgress() {
          @Override
          public void caseStarted(int index, int nrCases, String name, long nrEvents) {
            told.add("%d/%d %s %d".formatted(index, nrCases, name, nrEvents));
          }

          @Override
          public void eventsDone(long events) {
            told.add("done " + events);
          }

          @Override
          public void caseDone(CaseResult result) {
            told.add("end " + result.name());
          }
        });
    assertThat(told)
        .containsExactly(
            "0/2 never 12", "done 12", "end never", "1/2 always 12", "done 12", "end always");
  }

  @Test
  void tooLittleMemoryNamesTheCase() throws IOException {
    Path large = directory.resolve("large.thpt");
    Files.writeString(
        large,
        """
        # {"format": "thpt/1"}
        mmap 7f0000000000 800000 3 22 a
        w 7f0000000 2048
        """);
    trace = large.toString();
    assertThatThrownBy(() -> compare("never", "small:enabled=never,memory=4M"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("case 'small': process 1 (init) found no free page");
  }

  @Test
  void aPolicyThatDoesNotLoadStopsTheComparison() throws IOException {
    String broken = policy("return (");
    assertThatThrownBy(() -> compare("never", "mine:policy=" + broken))
        .isInstanceOf(PolicyLoadException.class)
        .hasMessageContaining(broken + ":3");
  }
}
