package dev.thplab.repl.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JavaScript taken apart as far as colours and completion want it; text that is no script comes
/// apart somehow.
final class Script {
  /// What a piece of a script is.
  enum Kind {
    COMMENT,
    TEXT,
    NUMBER,
    KEYWORD,
    NAME,
    OTHER
  }

  /// A piece of a script.
  record Token(Kind kind, int start, int end) {}

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\\n]*|/\\*(?s:.*?)(?:\\*/|$))"
              + "|(?<text>\"(?:[^\"\\\\\\n]|\\\\.)*+(?:\"|$)?|'(?:[^'\\\\\\n]|\\\\.)*+(?:'|$)?"
              + "|`(?:[^`\\\\]|\\\\(?s:.))*+(?:`|$)?)"
              + "|(?<number>\\b(?:0[xXbBoO][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)n?\\b)"
              + "|(?<keyword>\\b(?:async|await|break|case|catch|class|const|continue|default|delete"
              + "|do|else|extends|false|finally|for|function|if|in|instanceof|let|new|null|of|return"
              + "|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|yield)\\b)"
              + "|(?<name>[A-Za-z_$][\\w$]*)|(?<other>(?s:.))");

  private Script() {}

  static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      for (Kind kind : Kind.values()) {
        if (matcher.group(kind.name().toLowerCase(Locale.ROOT)) != null) {
          tokens.add(new Token(kind, matcher.start(), matcher.end()));
        }
      }
    }
    return tokens;
  }

  /// Whether a script ends inside a string or a comment.
  static boolean endsInText(String text) {
    List<Token> tokens = tokens(text);
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.getLast();
    String end = text.substring(last.start(), last.end());
    return switch (last.kind()) {
      case TEXT -> end.length() == 1 || end.charAt(end.length() - 1) != end.charAt(0);
      case COMMENT -> end.startsWith("//") || !end.endsWith("*/");
      default -> false;
    };
  }
}
