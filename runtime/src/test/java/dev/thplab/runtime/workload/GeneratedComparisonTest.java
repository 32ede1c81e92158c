package dev.thplab.runtime.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.compare.CaseResult;
import dev.thplab.runtime.compare.CaseSpec;
import dev.thplab.runtime.compare.ComparePlan;
import dev.thplab.runtime.compare.CompareProgress;
import dev.thplab.runtime.compare.CompareRunner;
import dev.thplab.runtime.compare.Comparison;
import dev.thplab.runtime.compare.CsvReport;
import dev.thplab.runtime.compare.JsonLinesReport;
import dev.thplab.runtime.compare.JsonReport;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.worker.UntrustedRunner;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Comparisons of generated programs and what their results say.
final class GeneratedComparisonTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String STORE = "key-value:keys=500,operations=1k,save-every=0,work=2us";

  private static ComparePlan plan(String workload, long seed, String... cases) {
    return new ComparePlan(
        WorkloadSpec.ofGenerator(GeneratorSpec.parse(workload, seed)),
        CaseSpec.parseAll(List.of(cases)),
        MachineConfig.ample(),
        seed,
        Limits.DEFAULT,
        InvariantCheck.OFF);
  }

  private static Comparison compare(String workload, long seed, String... cases) {
    return CompareRunner.run(plan(workload, seed, cases), CompareProgress.NONE);
  }

  private static String json(Comparison comparison) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(comparison, false, true, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherDoesNot() {
    String zipf = "zipf:bytes=16M,accesses=5k";
    String first = json(compare(zipf, 1, "never", "always"));
    assertThat(json(compare(zipf, 1, "never", "always"))).isEqualTo(first);
    assertThat(json(compare(zipf, 2, "never", "always"))).isNotEqualTo(first);
  }

  /// A seed of its own is not that of the run.
  @Test
  void provenanceHasTheWholeWorkload() {
    JsonNode provenance =
        JSON.readTree(json(compare("zipf:bytes=16M,accesses=5k,seed=9", 7, "never")))
            .get("provenance");
    assertThat(provenance.has("trace")).isFalse();
    assertThat(provenance.get("seed").asLong()).isEqualTo(7);
    assertThat(provenance.at("/workload/name").asString()).isEqualTo("zipf");
    assertThat(provenance.at("/workload/text").asString())
        .isEqualTo(
            "zipf:bytes=16M,item=4K,theta=0.99,scatter=yes,accesses=5k,fill=no,writes=1,"
                + "hugepage=no,access=10ns,seed=9");
    assertThat(provenance.at("/workload/parameters/bytes").asLong()).isEqualTo(16 << 20);
    assertThat(provenance.at("/workload/parameters/theta").asDouble()).isEqualTo(0.99);
    assertThat(provenance.at("/workload/parameters/seed").asLong()).isEqualTo(9);
  }

  /// A thousand requests of at least 2000 ns each, one after the other: less than 500,000 a second.
  @Test
  void operationsAreReportedByName() {
    Comparison comparison = compare(STORE, 0, "never");
    var machine = comparison.cases().getFirst().machine();
    long gets = machine.get("operation/get/count");
    long sets = machine.get("operation/set/count");
    assertThat(gets + sets).isEqualTo(1_000);
    assertThat(machine.get("operation/get/p50_ns")).isGreaterThanOrEqualTo(2_000);
    assertThat(machine.get("operation/get/p99_ns"))
        .isBetween(machine.get("operation/get/p50_ns"), machine.get("operation/get/p99_9_ns"));
    assertThat(machine.get("operation/get/p99_9_ns"))
        .isLessThanOrEqualTo(machine.get("operation/get/max_ns"));
    assertThat(machine.get("operation/get/per_s") + machine.get("operation/set/per_s"))
        .isLessThanOrEqualTo(500_000);
    assertThat(machine.get("time_ns")).isGreaterThan(1_000 * 2_000);
    assertThat(machine).doesNotContainKey("operation/save/count");
  }

  @Test
  void everyLineAndRowNamesTheWorkload() {
    Comparison comparison = compare(STORE, 0, "never");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    JsonLinesReport.write(comparison, false, false, lines);
    JsonNode line = JSON.readTree(lines.toString(StandardCharsets.UTF_8));
    assertThat(line.get("trace").isNull()).isTrue();
    assertThat(line.get("workload").asString()).startsWith("key-value:keys=500,value=1K,");
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    CsvReport.write(comparison, false, false, rows);
    assertThat(rows.toString(StandardCharsets.UTF_8))
        .contains(",workload,", "\"key-value:keys=500,", ",operation/get/p50_ns,");
  }

  @Test
  void aWorkerGivesTheSameBytes(@TempDir Path directory) throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("p.js"),
            """
            export const contract = "lab/1";
            export function getSuggestedOrder(q) { return 4; }
            """);
    String mine = "mine:enabled=always,hugepages-64kB/enabled=always,policy=" + policy;
    ComparePlan plan = plan(STORE, 3, "never", mine);
    Comparison worked =
        UntrustedRunner.run(plan, UntrustedRunner.DEFAULT_HEAP_BYTES, CompareProgress.NONE);
    assertThat(json(worked)).isEqualTo(json(CompareRunner.run(plan, CompareProgress.NONE)));
  }

  /// Three short-lived processes, and their parent, which is no program of the policy's cgroup.
  @Test
  void aPolicyCoversTheGeneratedProcessesInItsScope(@TempDir Path directory) throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("p.js"),
            """
            import { DENY } from "thp";
            export const contract = "lab/1";
            export const getSuggestedOrder = () => DENY;
            """);
    String storm = "process-storm:processes=3,areas=1,used=1";
    String scoped =
        "scoped:enabled=always,cgroup.short-lived=/jobs,policy=%s,policy-scope=cgroup:/jobs"
            .formatted(policy);
    List<CaseResult> cases = compare(storm, 0, "always", scoped).cases();
    assertThat(cases.getFirst().machine().get("thp_fault_alloc")).isEqualTo(3);
    assertThat(cases.getLast().machine().get("thp_fault_alloc")).isZero();
    assertThat(cases.getLast().policies().getFirst().metrics().get("policy_processes"))
        .isEqualTo(3);
    assertThatThrownBy(() -> compare(storm, 0, scoped.replace("short-lived", "xylophone")))
        .hasMessage(
            "case 'scoped': cgroup.xylophone: the workload has no program 'xylophone'; it has init,"
                + " short-lived, storm");
  }
}
