package dev.thplab.repl.shell;

/// How much the shell says, in the words of jshell.
enum Feedback {
  /// Values have their names, and each line says how long it took.
  VERBOSE,

  /// Values, and what happens while a line runs.
  NORMAL,

  /// Values.
  CONCISE,

  /// What goes wrong.
  SILENT
}
