package dev.thplab.runtime.compare;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `4KiB`, `64k`, `2M`, `1_000`, `16G`. Units are powers of
/// 1024.
public final class ByteSize {
  /// What [#parse] accepts, for messages.
  public static final String RULE =
      "must be a size such as 4KiB, 64k, 2M, 1_000 or 16G (powers of 1024)";

  private static final Pattern SIZE = Pattern.compile("([0-9][0-9_]*)([a-z]*)");
  private static final Map<String, Integer> SHIFTS =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("b", 0),
          Map.entry("k", 10),
          Map.entry("kb", 10),
          Map.entry("kib", 10),
          Map.entry("m", 20),
          Map.entry("mb", 20),
          Map.entry("mib", 20),
          Map.entry("g", 30),
          Map.entry("gb", 30),
          Map.entry("gib", 30),
          Map.entry("t", 40),
          Map.entry("tb", 40),
          Map.entry("tib", 40));

  private ByteSize() {}

  /// Returns the bytes that `text` says; case does not matter.
  ///
  /// @throws IllegalArgumentException naming the text if it is no size or does not fit 63 bits
  public static long parse(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    Integer shift = matcher.matches() ? SHIFTS.get(matcher.group(2)) : null;
    if (shift == null) {
      throw new IllegalArgumentException("'" + text + "' " + RULE);
    }
    String digits = matcher.group(1).replace("_", "");
    try {
      return Math.multiplyExact(Long.parseLong(digits), 1L << shift);
    } catch (NumberFormatException | ArithmeticException _) {
      throw new IllegalArgumentException("'" + text + "' is too large for a size");
    }
  }
}
