package dev.thplab.runtime.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class VegaLiteTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Map<String, Object> row(Object... members) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      row.put((String) members[i], members[i + 1]);
    }
    return row;
  }

  private static JsonNode spec(Chart chart) {
    return JSON.readTree(VegaLite.json(chart, Paper.PAGE, VegaLite.VERSION));
  }

  private static List<String> marks(Chart chart) {
    return StreamSupport.stream(spec(chart).get("layer").spliterator(), false)
        .map(layer -> layer.get("mark").get("type").asString())
        .toList();
  }

  private static String titleOfY(Chart chart) {
    return spec(chart).at("/layer/0/encoding/y/title").asString();
  }

  @ParameterizedTest
  @CsvSource({
    "pgfault, 16384, pgfault",
    "rss_peak_bytes, 1023, rss_peak (bytes)",
    "rss_peak_bytes, 1024, rss_peak (KiB)",
    "rss_peak_bytes, 67108864, rss_peak (MiB)",
    "bytes, 3221225472, bytes (GiB)",
    "fault_time_total_ns, 999, fault_time_total (ns)",
    "operation/get/p50_ns, 1500, operation/get/p50 (us)",
    "time_ns, 2000000000, time (s)",
    "percent, 12, percent (%)",
    "tlb_walk_cycles, 5000000, tlb_walk_cycles",
    "columns, 5000, columns",
  })
  void theEndingOfANameGivesTheUnit(String field, long value, String title) {
    Chart chart = new Chart("", "x", field, null, List.of(row("x", 1L, field, value)));
    assertThat(titleOfY(chart)).isEqualTo(title);
  }

  @Test
  void aChangeHasTheUnitOfItsMeasureAndItsInterval() {
    Chart chart =
        new Chart(
            "",
            "case",
            "change",
            null,
            List.of(
                row(
                    "case",
                    "a",
                    "measure",
                    "rss_bytes",
                    "change",
                    -4096L,
                    "low",
                    -5e3,
                    "high",
                    -3e3)));
    assertThat(titleOfY(chart)).isEqualTo("change of rss (KiB)");
    assertThat(marks(chart)).containsExactly("bar", "rule");
  }

  @Test
  void changesOfSeveralMeasuresHaveNoUnit() {
    Chart chart =
        new Chart(
            "",
            "measure",
            "change",
            null,
            List.of(
                row("measure", "rss_bytes", "change", 4096L),
                row("measure", "pgfault", "change", 2L)));
    assertThat(titleOfY(chart)).isEqualTo("change");
  }

  @Test
  void numbersMakeLinesCategoriesBarsAndReplicatesPoints() {
    List<Map<String, Object>> rows =
        List.of(row("n", 1L, "of", "a", "y", 1L), row("n", 2L, "of", "b", "y", 2L));
    assertThat(marks(new Chart("", "n", "y", null, rows))).containsExactly("line", "point");
    assertThat(marks(new Chart("", "of", "y", null, rows))).containsExactly("bar");
    List<Map<String, Object>> twice = List.of(rows.getFirst(), rows.getFirst());
    assertThat(marks(new Chart("", "n", "y", null, twice))).containsExactly("point");
    assertThat(marks(new Chart("", "of", "y", null, twice))).containsExactly("point");
  }

  @Test
  void theVersionIsTheOneAskedFor() {
    Chart chart = new Chart("", "n", "y", null, List.of(row("n", 1L, "y", 1L)));
    assertThat(VegaLite.spec(chart, Paper.WHITE, 5))
        .containsEntry("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
  }
}
