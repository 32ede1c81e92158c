package dev.thplab.runtime.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Values as people read them: digits in groups of three, and behind the point at most three, none
/// from a thousand on.
final class Numbers {
  private static final double LEAST = 0.001;

  private Numbers() {}

  static String text(Object value) {
    return switch (value) {
      case null -> "–";
      case Double number when number != 0 && Math.abs(number) < LEAST -> number.toString();
      case Number number when Math.abs(number.doubleValue()) >= 1_000 ->
          format("#,##0").format(number);
      case Number number -> format("#,##0.###").format(number);
      default -> value.toString();
    };
  }

  /// A difference with its sign.
  static String signed(double difference) {
    return (difference > 0 ? "+" : "") + text(difference);
  }

  private static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}
