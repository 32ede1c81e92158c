package dev.thplab.repl.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorTest {
  @TempDir Path directory;

  @Test
  void takesLinesUntilCtrlDAndRunsThemAsOne() throws Exception {
    String screen =
        VirtualTerminal.session(
            directory,
            List.of(".editor\rfunction twice(x) {\r  return 2 * x;\r}\rtwice(21)\r\u0004"));
    assertTrue(screen.contains("\n42\n"), screen);
  }
}
