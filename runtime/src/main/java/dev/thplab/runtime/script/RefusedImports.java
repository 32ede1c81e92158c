package dev.thplab.runtime.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Imports that [ModuleFiles] never hears of: the engine makes a module out of a `data:` specifier
/// by itself, and that text would escape [RefusedText].
///
/// Every `import` and `from` of the text is looked at, those in comments and strings too: where a
/// script hides one behind what looks like a comment, nothing less would find it.
final class RefusedImports {
  private static final Pattern WORD =
      Pattern.compile("(?<![\\p{L}\\p{N}_$])(import|from)(?![\\p{L}\\p{N}_$])");

  /// How the literal of a `data:` specifier may begin; an escape may stand for any character of it.
  private static final Pattern DATA = Pattern.compile("data:|(?:d(?:a(?:ta?)?)?)?\\\\");

  /// Most characters of blanks and comments behind a word, so that a text full of both is read in
  /// time.
  private static final int MAX_GAP = 1000;

  private static final Pattern THP = Pattern.compile("[\"']thp[\"']");

  private final String text;

  private RefusedImports(String text) {
    this.text = text;
  }

  /// Checks a policy's text.
  ///
  /// @throws PolicyLoadException naming the line
  static void check(PolicyFile file) {
    RefusedImports imports = new RefusedImports(file.text());
    Matcher word = WORD.matcher(file.text());
    while (word.find()) {
      String problem = imports.problem(word.group().equals("import"), word.end());
      if (problem != null) {
        throw new PolicyLoadException(
            file.name() + ":" + imports.lineOf(word.start()) + ": " + problem);
      }
    }
  }

  private String problem(boolean isImport, int behindWord) {
    int at = skip(behindWord);
    if (at > text.length()) {
      return "more than %d characters of comments behind an import".formatted(MAX_GAP);
    }
    char next = at < text.length() ? text.charAt(at) : 0;
    if (next == '"' || next == '\'') {
      return DATA.matcher(text).region(at + 1, text.length()).lookingAt()
          ? "a module made of data; a policy can import \"thp\" only"
          : null;
    }
    if (isImport && next == '(') {
      return isThp(at + 1) ? null : "import(...) of something else than \"thp\"";
    }
    if (isImport && next == '.') {
      return text.startsWith("meta", skip(at + 1)) ? null : "import in phases";
    }
    return null;
  }

  private boolean isThp(int behindParenthesis) {
    int at = Math.min(skip(behindParenthesis), text.length());
    Matcher literal = THP.matcher(text).region(at, text.length());
    return literal.lookingAt() && text.startsWith(")", skip(literal.end()));
  }

  /// Returns the index of the first character behind blanks and comments, or one behind the whole
  /// text if there are too many of them.
  private int skip(int from) {
    int end = Math.min(text.length(), from + MAX_GAP);
    int at = from;
    while (at < end) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
        at++;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", Math.min(at + 2, end), end);
        at = close < 0 ? end : close + 2;
      } else if (text.startsWith("//", at)) {
        at = endOfLine(at, end);
      } else {
        return at;
      }
    }
    return end < text.length() ? text.length() + 1 : at;
  }

  private int endOfLine(int from, int end) {
    int at = from;
    while (at < end && "\n\r\u2028\u2029".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private long lineOf(int index) {
    return 1 + text.substring(0, index).chars().filter(c -> c == '\n').count();
  }
}
