package dev.thplab.runtime.script;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the text of a policy may not have in it, because nothing could stop the engine at it.
final class RefusedText {
  /// A BigInt in the text; it can come in no other way, and arithmetic on large ones cannot be
  /// stopped from outside.
  private static final Pattern BIGINT =
      Pattern.compile("(?<![\\w$])(?:0[xXbBoO][\\da-fA-F_]+|\\d[\\d_]*)n(?![\\w$])");

  /// The engine takes the square of the digits of such a number to read it.
  private static final Pattern LONG_NUMBER = Pattern.compile("0[xXoObB][\\da-fA-F_]{1000}");

  private static final Pattern LOOKAROUND = Pattern.compile("\\(\\?<?[=!]");

  /// The limits of texts.js, for literals: compiling a regular expression cannot be stopped.
  static final int MAX_PATTERN = 512;

  static final int MAX_LOOKAROUNDS = 8;

  private RefusedText() {}

  /// Checks a policy's text.
  ///
  /// @throws PolicyLoadException naming the line, unless the whole is too long
  static void check(PolicyFile file) {
    if (file.text().length() > PolicyFile.MAX_SIZE_BYTES) {
      throw new PolicyLoadException(
          "%s: %d characters long; want at most %d"
              .formatted(file.name(), file.text().length(), PolicyFile.MAX_SIZE_BYTES));
    }
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String problem = problem(lines.get(i));
      if (problem != null) {
        throw new PolicyLoadException(file.name() + ":" + (i + 1) + ": " + problem);
      }
    }
  }

  private static String problem(String line) {
    Matcher bigint = BIGINT.matcher(line);
    if (bigint.find()) {
      return bigint.group() + " is a BigInt; policies have no BigInt, numbers are exact up to 2^53";
    }
    if (LONG_NUMBER.matcher(line).find()) {
      return "a number of a thousand digits or more that is not decimal";
    }
    int from = line.indexOf('/');
    int length = line.lastIndexOf('/') - from - 1;
    if (from >= 0 && length > MAX_PATTERN) {
      return "%d characters between the first and the last \"/\" of a line may be a regular expression; want at most %d"
          .formatted(length, MAX_PATTERN);
    }
    long lookarounds = LOOKAROUND.matcher(line).results().count();
    return from >= 0 && lookarounds > MAX_LOOKAROUNDS
        ? "%d lookarounds in one line; want at most %d".formatted(lookarounds, MAX_LOOKAROUNDS)
        : null;
  }
}
