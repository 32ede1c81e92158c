package dev.thplab.runtime.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.script.Contracts;
import dev.thplab.runtime.script.Limits;
import dev.thplab.runtime.workload.WorkloadSpec;
import dev.thplab.sim.InvariantCheck;
import dev.thplab.sim.MachineConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The machine formats of one comparison of [TinyTrace], read back by other code than wrote them.
final class ReportsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path directory;
  private ComparePlan plan;

  @BeforeEach
  void plan() throws IOException {
    Path policy =
        Files.writeString(
            directory.resolve("say \"no\".js"),
            """
            export const contract = "lab/1";
            export const options = { order: 0 };
            export function getSuggestedOrder(q, options) { return options.order; }
            """);
    List<String> cases = List.of("never", "mine:preset=always,options.order=9,policy=" + policy);
    plan =
        new ComparePlan(
            WorkloadSpec.ofTrace(TinyTrace.write(directory)),
            CaseSpec.parseAll(cases),
            MachineConfig.ample(),
            7,
            Limits.DEFAULT,
            InvariantCheck.OFF);
  }

  private Comparison compare() {
    return CompareRunner.run(plan, CompareProgress.NONE);
  }

  private interface Writer {
    void write(Comparison comparison, boolean timing, boolean processes, ByteArrayOutputStream out);
  }

  private static String text(
      Writer writer, Comparison comparison, boolean timing, boolean processes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(comparison, timing, processes, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  @Test
  void jsonHasProvenanceCasesAndTiming() {
    JsonNode document = JSON.readTree(text(JsonReport::write, compare(), true, true));
    assertThat(names(document)).containsExactly("provenance", "cases", "timing");
    JsonNode provenance = document.get("provenance");
    assertThat(names(provenance))
        .containsExactly("notice", "version", "seed", "trace", "policies", "config");
    assertThat(provenance.get("notice").asString()).isEqualTo(Contracts.NOTICE);
    assertThat(provenance.at("/policies/0/contract").asString()).isEqualTo("lab/1");
    assertThat(provenance.at("/policies/0/contract_status").asString())
        .isEqualTo("unstable since 0.1.0");
    assertThat(provenance.get("seed").asLong()).isEqualTo(7);
    assertThat(names(provenance.get("trace"))).containsExactly("name", "path", "sha256");
    assertThat(provenance.at("/policies/0/sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(provenance.at("/config/cpu").asString()).isEqualTo("skylake");
    assertThat(provenance.at("/config/limits/statements").asLong()).isEqualTo(10_000);

    JsonNode mine = document.at("/cases/1");
    assertThat(names(mine)).containsExactly("name", "settings", "machine", "processes", "policies");
    assertThat(mine.at("/settings/enabled").asString()).isEqualTo("always");
    assertThat(mine.get("settings").get("hugepages-2048kB/enabled").asString())
        .isEqualTo("inherit");
    assertThat(mine.get("settings").get("options.order").asString()).isEqualTo("9");
    assertThat(mine.at("/machine/thp_fault_alloc").asLong()).isEqualTo(2);
    assertThat(mine.get("machine").get("2048kB/anon_fault_alloc").asLong()).isEqualTo(2);
    assertThat(mine.at("/machine/fault_time_total_ns").asLong()).isPositive();
    assertThat(names(mine.at("/processes/0"))).startsWith("pid", "comm", "pgfault");
    assertThat(mine.at("/processes/1/pid").asInt()).isEqualTo(11);
    assertThat(mine.at("/policies/0/fields_read").toString()).isEqualTo("[]");

    assertThat(document.at("/timing/engine").asString()).isIn("compiled", "interpreted");
    JsonNode timing = document.at("/timing/cases/1");
    assertThat(timing.get("policy_ns").asLong())
        .isPositive()
        .isEqualTo(
            timing.at("/processes/0/policy_ns").asLong()
                + timing.at("/processes/1/policy_ns").asLong());
  }

  @Test
  void jsonWithoutTimingIsTheSameBytesEachTime() {
    String once = text(JsonReport::write, compare(), false, true);
    String again = text(JsonReport::write, compare(), false, true);
    assertThat(again).isEqualTo(once);
    assertThat(names(JSON.readTree(once))).containsExactly("provenance", "cases");
  }

  @Test
  void jsonWithoutProcessesKeepsItsShape() {
    JsonNode document = JSON.readTree(text(JsonReport::write, compare(), false, false));
    assertThat(document.at("/cases/0/processes").isArray()).isTrue();
    assertThat(document.at("/cases/0/processes").size()).isZero();
  }

  @Test
  void jsonLinesHaveOneObjectForEachMachineAndProcess() {
    Comparison comparison = compare();
    List<JsonNode> rows =
        text(JsonLinesReport::write, comparison, false, true).lines().map(JSON::readTree).toList();
    assertThat(rows)
        .extracting(row -> row.get("case").asString() + " " + row.get("pid"))
        .containsExactly(
            "never null", "never 10", "never 11", "mine null", "mine null", "mine 10", "mine 11");
    assertThat(rows.get(4).get("scope").asString()).isEqualTo("policy");
    assertThat(rows.get(4).get("policy_calls").asLong())
        .isPositive()
        .isEqualTo(rows.get(3).get("policy_calls").asLong());
    JsonNode mine = rows.get(3);
    assertThat(mine.get("scope").asString()).isEqualTo("machine");
    assertThat(mine.at("/settings/enabled").asString()).isEqualTo("always");
    assertThat(mine.get("policy_sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(mine.get("contract").asString()).isEqualTo("lab/1");
    assertThat(mine.get("contract_status").asString()).isEqualTo("unstable since 0.1.0");
    assertThat(rows).allMatch(row -> row.get("notice").asString().equals(Contracts.NOTICE));
    comparison
        .cases()
        .get(1)
        .machine()
        .forEach((name, value) -> assertThat(mine.get(name).asLong()).as(name).isEqualTo(value));
    assertThat(mine.has("wall_ns")).isFalse();
    assertThat(text(JsonLinesReport::write, comparison, true, false).lines())
        .extracting(line -> JSON.readTree(line).get("wall_ns").isNumber())
        .containsExactly(true, true, false);
  }

  @Test
  void csvHasTheSameCellsAsJsonLines() {
    Comparison comparison = compare();
    List<List<String>> csv = parse(text(CsvReport::write, comparison, false, true));
    List<JsonNode> rows =
        text(JsonLinesReport::write, comparison, false, true).lines().map(JSON::readTree).toList();
    List<String> header = csv.getFirst();
    assertThat(csv).hasSize(rows.size() + 1).allMatch(row -> row.size() == header.size());
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < header.size(); column++) {
        String name = header.get(column);
        assertThat(csv.get(i + 1).get(column)).as(name).isEqualTo(cell(rows.get(i), name));
      }
    }
    assertThat(header).contains("settings.enabled", "settings.options.order", "pgfault");
  }

  private static String cell(JsonNode row, String column) {
    JsonNode value = row;
    if (column.startsWith("settings.")) {
      value = row.get("settings").path(column.substring(9));
    } else {
      value = row.path(column);
    }
    return value.isNull() || value.isMissingNode() ? "" : value.asString();
  }

  /// A reader of RFC 4180, quotes included.
  private static List<List<String>> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\r') {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n') {
        rows.add(row);
        row = new ArrayList<>();
      } else {
        cell.append(c);
      }
    }
    assertThat(cell).as("the last row ends").isEmpty();
    return rows;
  }
}
