package dev.thplab.repl.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/// Shows long texts page by page with the keys of less(1).
final class Pager {
  private Pager() {}

  /// Shows a text until the user leaves it; a terminal that cannot move its cursor gets it at once.
  static void show(Terminal terminal, String text) {
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.writer().print(text);
      terminal.flush();
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      new Less(terminal, Path.of(""))
          .run(new Source.InputStreamSource(new ByteArrayInputStream(bytes), true, "output"));
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be read", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
