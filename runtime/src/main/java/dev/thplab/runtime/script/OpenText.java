package dev.thplab.runtime.script;

/// Finds out whether a script ends inside a template literal or a block comment, which the engine
/// calls wrong rather than incomplete.
final class OpenText {
  private final String text;
  private int at;

  private OpenText(String text) {
    this.text = text;
  }

  static boolean isOpen(String text) {
    return new OpenText(text).code(false);
  }

  /// Skips code up to the end, or up to the brace that closes a substitution; returns whether it
  /// ends inside something that is open.
  private boolean code(boolean inSubstitution) {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\'', '"' -> skipString(c);
        case '`' -> {
          if (template()) {
            return true;
          }
        }
        case '/' -> {
          if (comment()) {
            return true;
          }
        }
        case '{' -> depth++;
        case '}' -> {
          if (depth-- == 0 && inSubstitution) {
            return false;
          }
        }
        default -> {}
      }
    }
    return inSubstitution;
  }

  private void skipString(char quote) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == quote || c == '\n') {
        return;
      }
    }
  }

  /// Skips a template literal behind its first backtick; returns whether it is open.
  private boolean template() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == '`') {
        return false;
      } else if (c == '$' && at < text.length() && text.charAt(at) == '{') {
        at++;
        if (code(true)) {
          return true;
        }
      }
    }
    return true;
  }

  /// Skips a comment behind its first slash; returns whether it is open. A slash that begins no
  /// comment is a division or a regular expression and is left alone.
  private boolean comment() {
    if (text.startsWith("*", at)) {
      int end = text.indexOf("*/", at + 1);
      at = end < 0 ? text.length() : end + 2;
      return end < 0;
    }
    if (text.startsWith("/", at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    }
    return false;
  }
}
