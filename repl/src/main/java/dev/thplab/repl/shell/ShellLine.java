package dev.thplab.repl.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line in the words of a Unix shell, and the script that does the same.
final class ShellLine {
  private static final Pattern CAT = Pattern.compile("cat\\s+([^\\s(=;]+)");
  private static final Pattern ECHO =
      Pattern.compile("echo\\s+(?:\"([^\"]*)\"|'([^']*)'|([^\\s>(=;]+))\\s*>\\s*(\\S+)");
  private static final Pattern GREP =
      Pattern.compile("grep\\s+(?:\"([^\"]*)\"|'([^']*)'|([^\\s(=;]+))\\s+([^\\s(=;]+)");

  private final String script;

  private ShellLine(String script) {
    this.script = script;
  }

  /// Reads a line; null when it is not one of a shell.
  static ShellLine parse(String line) {
    Matcher cat = CAT.matcher(line);
    if (cat.matches()) {
      return new ShellLine("cat(" + quote(cat.group(1)) + ")");
    }
    Matcher echo = ECHO.matcher(line);
    if (echo.matches()) {
      return new ShellLine("echo(%s, %s)".formatted(quote(word(echo)), quote(echo.group(4))));
    }
    Matcher grep = GREP.matcher(line);
    if (grep.matches()) {
      return new ShellLine(
          "cat(%s).split('\\n').filter((line) => new RegExp(%s).test(line)).join('\\n')"
              .formatted(quote(grep.group(4)), quote(word(grep))));
    }
    return null;
  }

  private static String word(Matcher matcher) {
    for (int group = 1; group <= 3; group++) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    return "";
  }

  /// A string literal of JavaScript.
  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  String toScript() {
    return script;
  }
}
