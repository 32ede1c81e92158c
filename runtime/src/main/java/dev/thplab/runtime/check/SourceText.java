package dev.thplab.runtime.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The text of a script, as far as the check has to understand it: words in its code, not in its
/// comments and strings.
final class SourceText {
  private static final Pattern NO_CODE =
      Pattern.compile(
          "//[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\\\n]|\\\\.)*'|\"(?:[^\"\\\\\\n]|\\\\.)*\"|`(?:[^`\\\\]|\\\\.)*`",
          Pattern.DOTALL);
  private static final Pattern TRY = Pattern.compile("(?<![\\w$.])try(?![\\w$])");
  private static final Pattern NOTHING = Pattern.compile("[ \\t]*(?:[;}\\n]|$)");
  private static final Pattern RETURN = Pattern.compile("(?<![\\w$.])return(?![\\w$])");

  private final String text;
  private final String code;

  SourceText(String text) {
    this.text = text;
    code = NO_CODE.matcher(text).replaceAll(match -> " ".repeat(match.group().length()));
  }

  /// Where the `return` statements begin, as offsets into the text.
  List<Integer> returns() {
    List<Integer> offsets = new ArrayList<>();
    RETURN.matcher(code).results().map(MatchResult::start).forEach(offsets::add);
    return offsets;
  }

  /// Whether it catches exceptions.
  boolean hasTry() {
    return TRY.matcher(code).find();
  }

  /// The same script, but for the `return` at `offset`: whoever gets there throws `thrown`. Lines
  /// stay.
  String throwingAt(int offset, String thrown) {
    int end = offset + "return".length();
    boolean empty = NOTHING.matcher(code).region(end, code.length()).lookingAt();
    String bang = " (() => { throw \"" + thrown + "\"; })()";
    return text.substring(0, end) + bang + (empty ? "" : ",") + text.substring(end);
  }

  int lineOf(int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }
}
