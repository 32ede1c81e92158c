package dev.thplab.repl.shell;

import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;

/// What the shell writes on a terminal: problems in red, notices in yellow.
final class TerminalOutput implements Output {
  private static final int USUAL_COLUMNS = 80;

  private final Settings settings;
  private Terminal terminal;

  TerminalOutput(Settings settings) {
    this.settings = settings;
  }

  /// Names the terminal; nothing may be written before.
  void showOn(Terminal opened) {
    terminal = opened;
  }

  @Override
  public void value(String text) {
    terminal.writer().println(text);
    terminal.flush();
  }

  @Override
  public void page(String text) {
    Pager.show(terminal, text);
  }

  @Override
  public void problem(String text) {
    show(text, AttributedStyle.RED);
  }

  @Override
  public void notice(String text) {
    show(text, AttributedStyle.YELLOW);
  }

  private void show(String text, int colour) {
    if (!settings.hasColours()) {
      value(text);
      return;
    }
    new AttributedStringBuilder()
        .style(AttributedStyle.DEFAULT.foreground(colour))
        .append(text)
        .toAttributedString()
        .println(terminal);
    terminal.flush();
  }

  @Override
  public int columns() {
    int columns = terminal.getSize().getColumns();
    return columns <= 0 ? USUAL_COLUMNS : columns;
  }

  @Override
  public void clear() {
    terminal.puts(InfoCmp.Capability.clear_screen);
    terminal.flush();
  }
}
