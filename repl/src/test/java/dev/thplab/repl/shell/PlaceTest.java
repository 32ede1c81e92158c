package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  /// The word that is completed is what lies behind `start`.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      nullValues = "none",
      value = {
        "m.to, MEMBER, m., to",
        "x = 2 * ma, MEMBER, ~~, ma",
        "f(system.pro, MEMBER, system., pro",
        ".he, COMMAND, ~~, .he",
        ".load a/b, HOST_FILE, a/, b",
        ".map m.x, MEMBER, m., x",
        ".set format j, WORDS, table|json|jsonl|csv, j",
        ".export csv dir/na, HOST_FILE, dir/, na",
        ".export c, WORDS, csv|jsonl, c",
        ".restore b, SNAPSHOT, ~~, b",
        ".stop on fa, EVENT, ~~, fa",
        ".nothing x, NOTHING, ~~, ~~",
        "cat /proc/vm, MACHINE_FILE, /proc/, vm",
        "cat /proc/vmstat | grep x > /sys/k, MACHINE_FILE, /sys/, k",
        "attach(\"scripts/po, HOST_FILE, scripts/, po",
        "cat('/proc/1/, MACHINE_FILE, /proc/1/, ~~",
        "echo(1; \"/sys/ke, MACHINE_FILE, /sys/, ke",
        "print(\"m.to, NOTHING, ~~, ~~",
        "1 // m.to, NOTHING, ~~, ~~",
        "`a ${m.to, NOTHING, ~~, ~~"
      })
  void seesWhatIsCompleted(String before, Place.Kind kind, String context, String word) {
    String line = before.replace(';', ',');
    Place place = Place.of(line);
    assertEquals(kind, place.kind());
    assertEquals(context, place.context());
    assertEquals(word, line.substring(place.start()));
  }
}
