package dev.thplab.runtime.experiment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a cell or a test may run, as people write it.
public final class Timeout {
  /// What a time is, for messages.
  public static final String WANT = "a time such as 500ms, 30s or 5m";

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})(ms|s|m)");

  private Timeout() {}

  /// The milliseconds of a time.
  ///
  /// @throws IllegalArgumentException naming the value and what is allowed
  public static long milliseconds(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("timeout (%s) must be %s".formatted(text, WANT));
    }
    long factor =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          default -> 60_000;
        };
    return Long.parseLong(matcher.group(1)) * factor;
  }
}
