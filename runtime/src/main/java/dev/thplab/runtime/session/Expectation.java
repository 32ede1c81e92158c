package dev.thplab.runtime.session;

import java.math.BigDecimal;
import java.util.List;

/// Whether a value is as a script expected it.
///
/// @param rule the method of `expect()`, as `toBeLessThan`
/// @param value a number, or a list of numbers
/// @param limit what it was held against; null for a list
/// @param problem what is wrong, and by how much; null if nothing is
record Expectation(String rule, Object value, Double limit, String problem) {

  /// Holds a number against a limit.
  static Expectation ofNumber(String rule, double value, double limit) {
    boolean passed =
        switch (rule) {
          case "toBe" -> value == limit;
          case "toBeLessThan" -> value < limit;
          case "toBeAtMost" -> value <= limit;
          case "toBeGreaterThan" -> value > limit;
          case "toBeAtLeast" -> value >= limit;
          default -> throw unknown(rule);
        };
    String problem =
        "%s must be %s %s: it is %s"
            .formatted(text(value), words(rule), text(limit), distance(value - limit));
    return new Expectation(rule, value, limit, passed ? null : problem);
  }

  /// Holds the order of numbers against `toFall`, `toRise`, `toNeverRise` or `toNeverFall`.
  static Expectation ofList(String rule, List<Double> values) {
    for (int i = 1; i < values.size(); i++) {
      double before = values.get(i - 1);
      double after = values.get(i);
      boolean passed =
          switch (rule) {
            case "toFall" -> after < before;
            case "toRise" -> after > before;
            case "toNeverRise" -> after <= before;
            case "toNeverFall" -> after >= before;
            default -> throw unknown(rule);
          };
      if (!passed) {
        String problem =
            "value %d (%s) must be %s value %d (%s): it is %s"
                .formatted(
                    i + 1, text(after), words(rule), i, text(before), distance(after - before));
        return new Expectation(rule, values, null, problem);
      }
    }
    return new Expectation(rule, values, null, null);
  }

  boolean passed() {
    return problem == null;
  }

  private static String words(String rule) {
    return switch (rule) {
      case "toBe" -> "equal to";
      case "toBeLessThan", "toFall" -> "less than";
      case "toBeAtMost", "toNeverRise" -> "at most";
      case "toBeGreaterThan", "toRise" -> "greater than";
      case "toBeAtLeast", "toNeverFall" -> "at least";
      default -> throw unknown(rule);
    };
  }

  private static String distance(double difference) {
    if (difference == 0) {
      return "the same";
    }
    return text(Math.abs(difference)) + (difference > 0 ? " more" : " less");
  }

  private static String text(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private static SessionException unknown(String rule) {
    return new SessionException("expect: no rule " + rule);
  }
}
