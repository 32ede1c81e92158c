package dev.thplab.runtime.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thplab.runtime.InputException;
import dev.thplab.sim.mm.MmapFlags;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioFileTest {
  private static final String OP = "f.json: scenario s, ops[0] ";

  private static ScenarioFile parse(String scenario) {
    return ScenarioFile.parse(
        "{\"format\":\"thp-oracle/1\",\"scenarios\":[" + scenario + "]}", "f.json");
  }

  private static Op op(String op) {
    return parse("{\"name\":\"s\",\"ops\":[" + op + "]}").scenarios().getFirst().ops().getFirst();
  }

  @Test
  void takesFixedAddressesAndDoesNotReplaceWhatIsMapped() {
    int flags = MmapFlags.MAP_PRIVATE | MmapFlags.MAP_ANONYMOUS;

    assertThat(
            op(
                "{'op':'mmap','addr':4096,'len':8192,'prot':'rw','flags':'private,anon'}"
                    .replace('\'', '"')))
        .isEqualTo(new Op.Mmap(4096, 8192, 3, flags | MmapFlags.MAP_FIXED_NOREPLACE));
    assertThat(
            op(
                "{'op':'mmap','addr':4096,'len':1,'prot':'none','flags':'private,anon,overwrite'}"
                    .replace('\'', '"')))
        .isEqualTo(new Op.Mmap(4096, 1, 0, flags | MmapFlags.MAP_FIXED));
    assertThat(
            op(
                "{'op':'mmap','addr':0,'len':1,'prot':'','flags':'private,anon'}"
                    .replace('\'', '"')))
        .isEqualTo(new Op.Mmap(0, 1, 0, flags));
  }

  @Test
  void turnsSettingsIntoWritesToSysfs() {
    Scenario scenario =
        parse(
                """
                {"name":"s","ops":[],"settings":{"enabled":"always","use_zero_page":0,
                 "hugepages_kB_enabled":{"64":"inherit"},"khugepaged":{"max_ptes_none":64}}}
                """)
            .scenarios()
            .getFirst();

    assertThat(scenario.settings())
        .containsExactly(
            new Setting("enabled", "always"),
            new Setting("use_zero_page", "0"),
            new Setting("hugepages-64kB/enabled", "inherit"),
            new Setting("khugepaged/max_ptes_none", "64"));
    assertThat(scenario.storedResult()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"op":"mmpa"}                                   | f.json: scenario s, ops[0]: unknown op (mmpa), did you mean 'mmap'?
          {"op":7}                                        | f.json: scenario s, ops[0]: op (7) must be a string
          7                                               | f.json: scenario s, ops[0]: 7 must be an object
          {"op":"munmap","addr":0}                        | #munmap: field len is missing
          {"op":"munmap","addr":"0x1000","len":1}         | #munmap: addr (0x1000) must be a whole number
          {"op":"munmap","addr":-1,"len":1}               | #munmap: addr (-1) must be in [0, 140737488355328]
          {"op":"munmap","addr":1.5,"len":1}             | #munmap: addr (1.5) must be a whole number
          {"op":"munmap","addr":99999999999999999999,"len":1} | #munmap: addr (99999999999999999999) must be in [0, 140737488355328]
          {"op":"munmap","addr":0,"len":1,"lenn":2}       | #munmap: unknown field lenn; known: op, addr, len
          {"op":"mprotect","addr":0,"len":1,"prot":"rq"}  | #mprotect: prot (rq) must be letters of rwx, or none
          {"op":"madvise","addr":0,"len":1,"advice":"hugepages"} | #madvise: unknown advice (hugepages), did you mean 'hugepage'?
          {"op":"touch","addr":0,"count":1,"stride":4096,"access":"q"} | #touch: access (q) must be r or w
          {"op":"touch","addr":0,"count":1.5,"stride":4096,"access":"w"} | #touch: count (1.5) must be a whole number
          {"op":"touchlist","addr":0,"access":"w","pages":5} | #touchlist: pages (5) must be an array
          {"op":"touchlist","addr":0,"access":"w","pages":[1,-5]} | #touchlist: pages ([1,-5]) must hold whole numbers that are not negative
          {"op":"fill","addr":0,"pages":1,"byte":256}     | #fill: byte (256) must be in [0, 255]
          {"op":"fork","child":[{"op":"reap"},{"op":"x"}]} | f.json: scenario s, ops[0].child[1]: unknown op (x)
          {"op":"mmap","addr":0,"len":1,"prot":"rw","flags":"private"} | #mmap: flags (private) must name anon, and either private or shared
          {"op":"mmap","addr":0,"len":1,"prot":"rw","flags":"private,anon,huge"} | #mmap: flags (private,anon,huge) must be words of private, shared, anon, noreserve, populate, growsdown, stack, locked, overwrite, with commas between
          """)
  void namesPlaceValueAndRuleOfABadOperation(String op, String message) {
    assertThatThrownBy(() -> op(op))
        .isInstanceOf(InputException.class)
        .hasMessage(message.replace("#", OP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"enabld":"always"}                          | unknown setting enabld, did you mean 'enabled'?
          {"enabled":"sometimes"}                      | enabled (sometimes) must be one of always, madvise, never
          {"enabled":true}                             | enabled (true) must be a string or a whole number
          {"hugepages_kB_enabled":{"48":"always"}}     | unknown setting hugepages-48kB/enabled, did you mean 'hugepages-16kB/enabled'?
          {"khugepaged":{"max_ptes_none":512}}         | khugepaged/max_ptes_none (512) must be in [0, 511]
          """)
  void namesABadSetting(String settings, String message) {
    assertThatThrownBy(() -> parse("{\"name\":\"s\",\"ops\":[],\"settings\":" + settings + "}"))
        .isInstanceOf(InputException.class)
        .hasMessage("f.json: scenario s, settings: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"format":"thp-oracle/2","scenarios":[]}  | f.json: format (thp-oracle/2) must be thp-oracle/1
          {"scenarios":[]}                          | f.json: field format is missing
          []                                        | f.json: [] must be an object
          {"format":"thp-oracle/1"}                 | f.json: field scenarios is missing
          {"format":"thp-oracle/1","page_size":16384,"scenarios":[]} | f.json: page_size (16384) must be in [4096, 4096]
          {"format":"thp-oracle/1","scenarios":[{"ops":[]}]} | f.json: scenarios[0]: field name is missing
          {"format":"thp-oracle/1","scenarios":[{"name":"s"}]} | f.json: scenario s: field ops is missing
          """)
  void namesABadDocument(String text, String message) {
    assertThatThrownBy(() -> ScenarioFile.parse(text, "f.json"))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhereTheTextIsNotJson() {
    assertThatThrownBy(() -> ScenarioFile.parse("{\"format\":\n  thp}", "f.json"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("f.json:2:")
        .hasMessageContaining("not valid JSON: ")
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> ScenarioFile.parse("", "f.json"))
        .isInstanceOf(InputException.class)
        .hasMessage("f.json: the file is empty");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> ScenarioFile.read(Path.of("no-such.json")))
        .isInstanceOf(InputException.class)
        .hasMessage("no-such.json: no such file");
  }
}
