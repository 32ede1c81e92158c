package dev.thplab.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private static Screen screen(boolean out, boolean err, Map<String, String> environment) {
    return new Screen(false, out, err, environment, () -> 123);
  }

  @Test
  void theWidthIsColumnsOrTheTerminalsOr80() {
    assertThat(screen(true, true, Map.of("COLUMNS", "100")).columns()).isEqualTo(100);
    assertThat(screen(true, true, Map.of()).columns()).isEqualTo(123);
    assertThat(screen(false, true, Map.of()).columns()).isEqualTo(80);
    assertThat(screen(false, false, Map.of("COLUMNS", "100")).columns()).isEqualTo(100);
    assertThat(new Screen(false, true, true, Map.of(), () -> 0).columns()).isEqualTo(80);
    assertThat(screen(true, true, Map.of("COLUMNS", "wide")).columns()).isEqualTo(123);
    assertThat(screen(true, true, Map.of("COLUMNS", "3")).columns()).isEqualTo(40);
  }

  @Test
  void onlyATerminalThatKnowsHowIsColouredAndDrawnOver() {
    Map<String, String> xterm = Map.of("TERM", "xterm");
    assertThat(screen(true, true, xterm).wantsColor()).isTrue();
    assertThat(screen(true, true, xterm).canRedraw()).isTrue();
    assertThat(screen(false, true, xterm).wantsColor()).isFalse();
    assertThat(screen(true, false, xterm).canRedraw()).isFalse();
    assertThat(screen(true, true, Map.of("TERM", "dumb")).canRedraw()).isFalse();
    assertThat(screen(true, true, Map.of()).wantsColor()).isFalse();
    assertThat(screen(true, true, Map.of("TERM", "xterm", "NO_COLOR", "")).wantsColor()).isTrue();
    assertThat(screen(true, true, Map.of("TERM", "xterm", "NO_COLOR", "0")).wantsColor()).isFalse();
  }
}
