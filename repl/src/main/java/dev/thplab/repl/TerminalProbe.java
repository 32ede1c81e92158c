package dev.thplab.repl;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.TerminalExt;
import org.jline.utils.InfoCmp.Capability;

/// What the terminal library makes of the terminal. Takes hold of it for a moment, unlike [Screen].
final class TerminalProbe {
  private TerminalProbe() {}

  /// Returns findings by name, for `thplab doctor`; without a terminal it says so.
  static SequencedMap<String, String> describe(Screen screen) {
    SequencedMap<String, String> findings = new LinkedHashMap<>();
    findings.put("stdout", screen.outIsTerminal() ? "a terminal" : "a file or pipe");
    findings.put("stderr", screen.errIsTerminal() ? "a terminal" : "a file or pipe");
    findings.put("color", screen.wantsColor() ? "yes" : "no");
    if (!screen.outIsTerminal()) {
      findings.put("columns", screen.columns() + " (assumed)");
      return findings;
    }
    findings.put("columns", Integer.toString(screen.columns()));
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      Integer colors = terminal.getNumericCapability(Capability.max_colors);
      findings.put("type", terminal.getType());
      findings.put("size", terminal.getSize().getColumns() + " x " + terminal.getSize().getRows());
      findings.put("colors", colors == null ? "none" : colors.toString());
      findings.put("provider", provider(terminal));
    } catch (IOException e) {
      findings.put("provider", "none: " + e.getMessage());
    }
    return findings;
  }

  private static String provider(Terminal terminal) {
    return terminal instanceof TerminalExt ext && ext.getProvider() != null
        ? "JLine " + ext.getProvider().name()
        : "JLine dumb";
  }
}
