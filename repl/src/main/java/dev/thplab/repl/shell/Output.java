package dev.thplab.repl.shell;

/// Where the shell writes.
public interface Output {
  /// Shows the value of a line.
  void value(String text);

  /// Shows a long text page by page; off a terminal, as [#value].
  default void page(String text) {
    value(text.stripTrailing());
  }

  /// Tells what went wrong.
  void problem(String text);

  /// Tells, while something runs, what the user should know.
  default void notice(String text) {
    problem(text);
  }

  /// Width to lay text out for.
  int columns();

  /// Clears the screen, if there is one.
  default void clear() {}
}
