package dev.thplab.repl.shell;

/// A command that begins with a dot.
///
/// @param usage the command as it is typed, `.load FILE`
/// @param description one sentence
/// @param action what it does; the text behind the name is its argument
record DotCommand(String usage, String description, Action action) {
  /// What a command does; returns whether it succeeded.
  @FunctionalInterface
  interface Action {
    boolean run(Interpreter interpreter, String argument);
  }
}
