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
    Matcher literal = THP.matcher(text).region(skip(behindParenthesis), text.length());
    return literal.lookingAt() && text.startsWith(")", skip(literal.end()));
  }

  /// Returns the index of the first character behind blanks and comments.
  private int skip(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (text.startsWith("//", at)) {
        at = endOfLine(at);
      } else {
        return at;
      }
    }
    return at;
  }

  private int endOfLine(int from) {
    int at = from;
    while (at < text.length() && "\n\r\u2028\u2029".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private long lineOf(int index) {
    return 1 + text.substring(0, index).chars().filter(c -> c == '\n').count();
  }
}
