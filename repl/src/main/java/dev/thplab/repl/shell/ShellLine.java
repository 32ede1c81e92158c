package dev.thplab.repl.shell;

/// Texts of lines.
final class ShellLine {
  private ShellLine() {}

  /// A string literal of JavaScript.
  static String quote(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"';
  }
}
