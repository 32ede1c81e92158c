package dev.thplab.repl.shell;

import java.util.function.Supplier;

/// Where the shell writes.
public interface Output {
  /// Shows text that somebody asked for.
  void value(String text);

  /// Shows the value of a script.
  ///
  /// @param jsonLines gives the value once more, with its rows as JSON Lines if it is a table
  default void result(String text, Supplier<String> jsonLines) {
    value(text);
  }

  /// Shows a long text page by page; off a terminal, as [#value].
  default void page(String text) {
    value(text.stripTrailing());
  }

  /// Tells what went wrong.
  void problem(String text);

  /// Tells what a script threw; `location` is `file:line:column`, or empty when it is unknown.
  default void thrown(String message, String location) {
    problem("Uncaught " + message + (location.isEmpty() ? "" : "\n    at " + location));
  }

  /// Tells, while something runs, what the user should know.
  default void notice(String text) {
    problem(text);
  }

  /// Width to lay text out for.
  int columns();

  /// Clears the screen, if there is one.
  default void clear() {}
}
