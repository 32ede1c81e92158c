package dev.thplab.sim.proc;

import java.util.regex.Pattern;

/// A file name pattern of glob(7), one part of a path: `*`, `?`, `[a-c]`, `[!a-c]`.
final class Glob {
  private static final String META = "*?[";

  /// A regular expression that matches nothing.
  private static final String NOTHING = "(?!)";

  private Glob() {}

  /// Whether `part` is a pattern and not just a name.
  static boolean isPattern(String part) {
    return part.chars().anyMatch(c -> META.indexOf(c) >= 0);
  }

  /// The regular expression of a pattern. A `[` that nothing closes stands for itself.
  static Pattern compile(String part) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < part.length()) {
      char c = part.charAt(i);
      int close = c == '[' ? closeOfSet(part, i) : -1;
      if (close > 0) {
        appendSet(regex, part.substring(i + 1, close));
        i = close + 1;
        continue;
      }
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    return Pattern.compile(regex.toString());
  }

  /// Where the set that `[` at `open` begins is closed, or -1; a `]` at its start belongs to it.
  private static int closeOfSet(String part, int open) {
    int first = part.startsWith("!", open + 1) ? open + 2 : open + 1;
    return part.indexOf(']', first + 1);
  }

  /// Appends the characters and ranges of a set; a range that runs backwards holds nothing.
  private static void appendSet(StringBuilder regex, String set) {
    boolean negated = set.startsWith("!");
    StringBuilder ranges = new StringBuilder();
    int i = negated ? 1 : 0;
    while (i < set.length()) {
      boolean isRange = i + 2 < set.length() && set.charAt(i + 1) == '-';
      char first = set.charAt(i);
      char last = isRange ? set.charAt(i + 2) : first;
      if (first <= last) {
        ranges.append("\\x{%x}-\\x{%x}".formatted((int) first, (int) last));
      }
      i += isRange ? 3 : 1;
    }
    if (ranges.isEmpty()) {
      regex.append(negated ? "." : NOTHING);
    } else {
      regex.append(negated ? "[^" : "[").append(ranges).append(']');
    }
  }
}
