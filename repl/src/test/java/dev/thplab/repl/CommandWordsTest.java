package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
  private static String[] words(boolean inIsData, boolean outIsTerminal, String... args) {
    return CommandWords.of(args, new Screen(inIsData, outIsTerminal, true, Map.of(), () -> 80));
  }

  @Test
  void aScriptNeedsNoCommand() {
    assertThat(words(false, true, "-p", "1 + 1")).containsExactly("repl", "-p", "1 + 1");
    assertThat(words(false, false, "-e", "1")).containsExactly("repl", "-e", "1");
    assertThat(words(false, false, "my.js", "x")).containsExactly("repl", "my.js", "x");
    assertThat(words(true, false, "-")).containsExactly("repl", "-");
  }

  @Test
  void withoutWordsTheStreamsSayWhatIsWanted() {
    assertThat(words(false, true)).containsExactly("repl");
    assertThat(words(true, false)).containsExactly("repl");
    assertThat(words(false, false)).isEmpty();
  }

  @Test
  void commandsStay() {
    assertThat(words(true, true, "compare", "-h")).containsExactly("compare", "-h");
    assertThat(words(true, true, "--version")).containsExactly("--version");
  }
}
