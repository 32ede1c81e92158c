package dev.thplab.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thplab.runtime.script.ScriptHost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The colours of values are `util.inspect.styles` of Node.js, with the codes of
/// `util.inspect.colors`: yellow 33, green 32, grey 90, bold 1, cyan 36, red 31.
class ColoursTest {
  private static List<String> shown(boolean hasColours, String line) throws InterruptedException {
    List<String> shown = new ArrayList<>();
    Output output =
        new Silence() {
          @Override
          public void value(String text) {
            shown.add(text);
          }
        };
    Thread thread =
        ScriptHost.newThread(
            "colours",
            () -> {
              try (Interpreter interpreter = new Interpreter(output, hasColours)) {
                interpreter.run(line);
              }
            });
    thread.start();
    thread.join();
    return shown;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "[1, 2n, true]#[ <33>1<39>, <33>2n<39>, <33>true<39> ]",
        "({ a: 'x', 'b c': null })#{ a: <32>'x'<39>, <32>'b c'<39>: <1>null<22> }",
        "[undefined, /x/, Math.max]#[ <90>undefined<39>, <31>/x/<39>, <36>[Function: max]<39> ]",
        "'plain'#plain",
      })
  void valuesArePaintedAsNodeDoes(String line, String expected) throws InterruptedException {
    String codes = expected.replaceAll("<(\\d+)>", "\u001b[$1m");
    assertThat(shown(true, line)).containsExactly(codes);
    assertThat(shown(false, line)).containsExactly(expected.replaceAll("<\\d+>", ""));
  }

  /// 30 members of three characters and their commas fit into 120 columns whatever their colours
  /// take.
  @Test
  void coloursTakeNoColumns() throws InterruptedException {
    assertThat(shown(true, "Array(20).fill(1)").getFirst().lines()).hasSize(1);
  }
}
