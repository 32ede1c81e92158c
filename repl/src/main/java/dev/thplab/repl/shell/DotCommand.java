package dev.thplab.repl.shell;

import java.util.List;

/// A command that begins with a dot.
///
/// @param usage the command as it is typed, `.load FILE`
/// @param description one sentence
/// @param action what it does; the text behind the name is its argument
record DotCommand(String usage, String description, Action action) {
  /// The words of the usage behind the name, without brackets.
  List<String> parameters() {
    String words = arguments().replaceAll("[\\[\\]]", "");
    return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }

  /// The usage behind the name.
  String arguments() {
    return usage.contains(" ") ? usage.substring(usage.indexOf(' ') + 1) : "";
  }

  /// The line of the help text.
  @Override
  public String toString() {
    return "%-30s %s".formatted(usage, description);
  }

  /// What a command does; returns whether it succeeded.
  @FunctionalInterface
  interface Action {
    boolean run(Interpreter interpreter, String argument);
  }
}
