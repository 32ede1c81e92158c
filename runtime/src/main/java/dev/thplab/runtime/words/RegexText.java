package dev.thplab.runtime.words;

import java.util.Locale;

/// Regular expressions of POSIX and GNU, basic and extended, in Java's syntax.
final class RegexText {
  /// What a backslash makes special in a basic expression and ordinary in an extended one.
  private static final String OPERATORS = "(){}|+?";

  private final String text;
  private final boolean isExtended;
  private final StringBuilder java = new StringBuilder();
  private int at;

  /// Whether an expression begins here, so that `*` stands for itself and `^` is an anchor.
  private boolean atStart = true;

  private RegexText(String text, boolean isExtended) {
    this.text = text;
    this.isExtended = isExtended;
  }

  /// Translates an expression; what it does not understand the Java compiler will refuse.
  static String toJava(String text, boolean isExtended) {
    RegexText regex = new RegexText(text, isExtended);
    while (regex.at < text.length()) {
      regex.next();
    }
    return regex.java.toString();
  }

  private void next() {
    char c = text.charAt(at++);
    if (c == '[') {
      set();
    } else if (c == '\\' && at < text.length()) {
      escaped(text.charAt(at++));
    } else if (OPERATORS.indexOf(c) >= 0) {
      operatorOrSelf(c, isExtended);
    } else if (c == '*' && atStart || c == '^' && !atStart && !isExtended) {
      self(c);
    } else if (c == '$' && !isExtended && !endsHere()) {
      self(c);
    } else if (c == '^') {
      java.append(c);
    } else if (".*$".indexOf(c) >= 0) {
      append(String.valueOf(c));
    } else {
      self(c);
    }
  }

  private boolean endsHere() {
    return at == text.length() || text.startsWith("\\)", at) || text.startsWith("\\|", at);
  }

  private void escaped(char c) {
    if (OPERATORS.indexOf(c) >= 0) {
      operatorOrSelf(c, !isExtended);
    } else if (c == '<' || c == '>') {
      append("\\b");
    } else if (Character.isLetterOrDigit(c)) {
      append("\\" + c);
    } else {
      self(c);
    }
  }

  private void operatorOrSelf(char c, boolean isOperator) {
    if (!isOperator) {
      self(c);
      return;
    }
    java.append(c);
    atStart = c == '(' || c == '|';
  }

  private void self(char c) {
    append("\\^$.|?*+()[]{}".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
  }

  private void append(String part) {
    java.append(part);
    atStart = false;
  }

  /// A bracket expression: `]` first and every backslash stand for themselves, `[:digit:]` is a
  /// class.
  private void set() {
    StringBuilder set = new StringBuilder("[");
    if (text.startsWith("^", at)) {
      set.append('^');
      at++;
    }
    for (int first = at; at < text.length() && (at == first || text.charAt(at) != ']'); at++) {
      int end = text.startsWith("[:", at) ? text.indexOf(":]", at) : -1;
      if (end > 0) {
        set.append(ofName(text.substring(at + 2, end)));
        at = end + 1;
      } else {
        char c = text.charAt(at);
        boolean isRange = c == '-' && at > first && !text.startsWith("]", at + 1);
        set.append(isRange ? "-" : "\\x{%x}".formatted((int) c));
      }
    }
    append(at < text.length() ? set.append(']').toString() : set.toString());
    at++;
  }

  private static String ofName(String name) {
    String first = name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT);
    return name.equals("xdigit")
        ? "\\p{XDigit}"
        : "\\p{" + first + name.substring(first.length()) + "}";
  }
}
