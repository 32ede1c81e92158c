package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class ScenarioCheckTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// Compares two results of a scenario that sets `settings`.
  private static String difference(String settings, String kernel, String thplab) {
    String document =
        """
        {"format":"thp-oracle/1","scenarios":[
        {"name":"s","settings":{%s},"ops":[],"result":%s}]}
        """
            .formatted(settings, kernel);
    Scenario scenario = ScenarioFile.parse(document, "f.json").scenarios().getFirst();
    return ScenarioCheck.firstDifference(scenario, MAPPER.readTree(thplab));
  }

  private static String ops(String... ops) {
    return "{\"ops\":[" + String.join(",", ops) + "],\"counters_final\":{}}";
  }

  private static String counters(String counters) {
    return "{\"ops\":[{\"op\":\"fork\",\"child\":[]},{\"op\":\"reap\"}],\"counters_final\":{"
        + counters
        + "}}";
  }

  private static String call(int errno, int faults) {
    return "{\"op\":\"madvise\",\"ret\":0,\"errno\":%d,\"faults\":%d}".formatted(errno, faults);
  }

  private static String dump(String run) {
    return "{\"op\":\"dump\",\"label\":\"end\",\"vmas\":[{\"rss_kb\":8,\"runs\":[" + run + "]}]}";
  }

  @Test
  void findsNoneInEqualResults() {
    assertThat(difference("", ops(call(0, 3)), ops(call(0, 3)))).isNull();
  }

  @Test
  void namesThePlaceAndBothValues() {
    assertThat(difference("", ops(call(0, 0), call(22, 0)), ops(call(0, 0), call(12, 0))))
        .isEqualTo("s ops[1].errno: kernel 22, thplab 12");
    assertThat(difference("", ops(dump("{\"order\":9}")), ops(dump("{\"order\":0}"))))
        .isEqualTo("s ops[0].vmas[0].runs[0].order: kernel 9, thplab 0");
  }

  @Test
  void namesWhatOneSideLacks() {
    assertThat(difference("", ops(dump("{\"order\":9},{\"order\":0}")), ops(dump("{\"order\":9}"))))
        .isEqualTo("s ops[0].vmas[0].runs[1]: kernel {\"order\":0}, thplab nothing");
    assertThat(difference("", ops(), ops(call(0, 0))))
        .isEqualTo(
            "s ops[0]: kernel nothing, thplab"
                + " {\"op\":\"madvise\",\"ret\":0,\"errno\":0,\"faults\":0}");
    assertThat(difference("", ops(dump("{\"order\":2}")), ops(dump("{\"order\":2,\"folios\":1}"))))
        .isEqualTo("s ops[0].vmas[0].runs[0].folios: kernel nothing, thplab 1");
  }

  @Test
  void looksIntoChildren() {
    String kernel = "{\"op\":\"fork\",\"child\":[" + call(0, 1) + "]}";
    String thplab = "{\"op\":\"fork\",\"child\":[" + call(0, 0) + "]}";

    assertThat(difference("", ops(thplab), ops(thplab))).isNull();
    assertThat(difference("", ops(call(0, 0), kernel), ops(call(0, 0), thplab)))
        .isNull(); // explained: the recorder's own memory is shared after the fork
    assertThat(difference("", ops(thplab), ops(kernel)))
        .isEqualTo("s ops[0].child[0].faults: kernel 0, thplab 1");
  }

  @Test
  void comparesCountersByNameWhereMissingIsZero() {
    assertThat(difference("", counters("\"a/x\":1,\"b\":0"), counters("\"c\":0,\"a/x\":1")))
        .isNull();
    assertThat(difference("", counters("\"a/x\":1"), counters("\"a/x\":2")))
        .isEqualTo("s counters_final.a/x: kernel 1, thplab 2");
    assertThat(difference("", counters(""), counters("\"thp_split_pmd\":2")))
        .isEqualTo("s counters_final.thp_split_pmd: kernel 0, thplab 2");
  }

  @Test
  void leavesOutCountersOfTheWholeMachineAndOfScans() {
    assertThat(
            difference(
                "",
                counters(
                    "\"thp_scan_exceed_none_pte\":8,\"compact_stall\":1,\"pgmigrate_success\":3,"
                        + "\"allocstall_normal\":1"),
                counters("")))
        .isNull();
  }

  @Test
  void forgivesOneFaultOfASystemCallAfterAForkOnly() {
    String fork = "{\"op\":\"fork\",\"child\":[]}";

    assertThat(difference("", ops(fork, call(0, 1)), ops(fork, call(0, 0)))).isNull();
    assertThat(difference("", ops(fork, call(0, 2)), ops(fork, call(0, 0))))
        .isEqualTo("s ops[1].faults: kernel 2, thplab 0");
    assertThat(difference("", ops(call(0, 1)), ops(call(0, 0))))
        .isEqualTo("s ops[0].faults: kernel 1, thplab 0");
  }

  @Test
  void forgivesTheFoliosOfTheForkedRecordersStack() {
    String kernel = counters("\"16kB/anon_fault_alloc\":7");

    // 15 or 16 new pages hold at most four 16 KiB folios.
    String always = "\"hugepages_kB_enabled\":{\"16\":\"always\"}";
    assertThat(difference(always, kernel, counters("\"16kB/anon_fault_alloc\":3"))).isNull();
    assertThat(difference(always, kernel, counters("\"16kB/anon_fault_alloc\":2")))
        .isEqualTo("s counters_final.16kB/anon_fault_alloc: kernel 7, thplab 2");
    assertThat(difference(always, kernel, counters("\"16kB/anon_fault_alloc\":8")))
        .isEqualTo("s counters_final.16kB/anon_fault_alloc: kernel 7, thplab 8");

    // The stack is not advised.
    String madvise = "\"hugepages_kB_enabled\":{\"16\":\"madvise\"}";
    assertThat(difference(madvise, kernel, counters("\"16kB/anon_fault_alloc\":4")))
        .isEqualTo("s counters_final.16kB/anon_fault_alloc: kernel 7, thplab 4");
  }

  @Test
  void saysThatNoResultIsStored() {
    String document = "{\"format\":\"thp-oracle/1\",\"scenarios\":[{\"name\":\"s\",\"ops\":[]}]}";
    Scenario scenario = ScenarioFile.parse(document, "f.json").scenarios().getFirst();

    assertThat(ScenarioCheck.firstDifference(scenario, MAPPER.readTree(ops())))
        .isEqualTo("s: no result is stored");
  }
}
