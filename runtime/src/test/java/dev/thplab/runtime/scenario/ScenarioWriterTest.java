package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

final class ScenarioWriterTest {
  @ParameterizedTest
  @ValueSource(strings = {"golden.json", "random.json"})
  void writesWhatTheRecorderWrites(String name) throws IOException {
    Path path = RecordedScenariosTest.SCENARIOS.resolve(name);
    ScenarioFile file = ScenarioFile.read(path);
    List<ObjectNode> stored =
        file.scenarios().stream().map(scenario -> (ObjectNode) scenario.storedResult()).toList();

    assertThat(ScenarioWriter.write(file.document(), file.scenarios(), stored))
        .isEqualTo(Files.readString(path));
  }

  @Test
  void writesResultsThatCanBeReadAgain() {
    String text =
        """
        {"format":"thp-oracle/1","by":{"whom":["\u00e9",1.5,null]},"scenarios":[
        {"name":"s","ops":[{"op":"mmap","addr":35184372088832,"len":8192,"prot":"rw","flags":"private,anon"},
         {"op":"touch","addr":35184372088832,"count":3,"stride":4096,"access":"w"},{"op":"dump"}]}]}
        """;
    ScenarioFile file = ScenarioFile.parse(text, "f.json");
    Scenario scenario = file.scenarios().getFirst();
    ObjectNode result = ResultJson.of(scenario, ScenarioRunner.run(scenario));
    String written = ScenarioWriter.write(file.document(), file.scenarios(), List.of(result));

    assertThat(written)
        .startsWith(
            """
            {"format":"thp-oracle/1",
            "by":{"whom": ["\\u00E9", 1.5, null]},
            "scenarios":[
            {"name":"s",
             "ops":[
            """)
        .endsWith(
            """
             "result":{"ops":[
              {"op":"mmap","ret":"0x200000000000","errno":0,"faults":0},
              {"op":"touch","faults":2,"events":[{"va":"0x200000000000","count":2,"stride":4096,"minflt":1,\
            "kind":"anon","order":0,"map":"pte"},{"va":"0x200000002000","minflt":0,"kind":"SIGSEGV","order":0,"map":"none"}]},
              {"op":"dump","label":"","vmas":[{"start":"0x200000000000","end":"0x200000002000","pages":2,"perms":"rw-p",\
            "rss_kb":8,"anonymous_kb":8,"anon_huge_kb":0,"shmem_pmd_kb":0,"swap_kb":0,"thp_eligible":0,\
            "vmflags":"rd wr mr mw me ac","runs":[{"off":0,"pages":2,"kind":"anon","order":0,"map":"pte","exclusive":true}]}],\
            "counters":{}}],
              "counters_final":{}}}
            ]}
            """);
    Scenario again = ScenarioFile.parse(written, "again.json").scenarios().getFirst();
    assertThat(ScenarioCheck.firstDifference(again, result)).isNull();
  }
}
