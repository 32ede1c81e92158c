package dev.thplab.repl.shell;

/// Where the shell writes.
public interface Output {
  /// Shows the value of a line.
  void value(String text);

  /// Tells what went wrong.
  void problem(String text);

  /// Width to lay text out for.
  int columns();

  /// Clears the screen, if there is one.
  default void clear() {}
}
