package dev.thplab.runtime.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A simulated time as people write it: `250us`, `10ms`, `1.5s`.
public final class SimTime {
  private static final Pattern TIME = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s)");

  private SimTime() {}

  /// Returns the time in nanoseconds, rounded down.
  ///
  /// @throws IllegalArgumentException naming the text and what is allowed
  public static long parse(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException(
          "time (%s) must be such as 800ns, 250us, 10ms or 1.5s".formatted(text));
    }
    int digits =
        switch (time.group(2)) {
          case "s" -> 9;
          case "ms" -> 6;
          case "us" -> 3;
          default -> 0;
        };
    BigDecimal ns = new BigDecimal(time.group(1)).movePointRight(digits);
    return ns.setScale(0, RoundingMode.DOWN).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }
}
