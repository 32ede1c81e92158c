package dev.thplab.repl.shell;

/// Texts of lines.
final class ShellLine {
  private ShellLine() {}

  /// A string literal of JavaScript.
  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
