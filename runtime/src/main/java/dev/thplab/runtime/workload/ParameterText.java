package dev.thplab.runtime.workload;

import dev.thplab.runtime.compare.ByteSize;
import dev.thplab.sim.generator.Parameter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of parameters as people write them: `4G`, `10M`, `150ns`, `0.99`, `yes`.
public final class ParameterText {
  /// A suffix and what it multiplies with.
  private record Suffix(String text, long factor) {}

  /// Sizes, largest first; powers of 1024.
  private static final List<Suffix> SIZES =
      List.of(
          new Suffix("T", 1L << 40),
          new Suffix("G", 1L << 30),
          new Suffix("M", 1L << 20),
          new Suffix("K", 1L << 10));

  /// Counts, largest first; powers of 1000.
  private static final List<Suffix> COUNTS =
      List.of(
          new Suffix("T", 1_000_000_000_000L),
          new Suffix("G", 1_000_000_000),
          new Suffix("M", 1_000_000),
          new Suffix("k", 1_000));

  /// Times, largest first.
  private static final List<Suffix> TIMES =
      List.of(
          new Suffix("s", 1_000_000_000),
          new Suffix("ms", 1_000_000),
          new Suffix("us", 1_000),
          new Suffix("ns", 1));

  private static final Pattern SCALED = Pattern.compile("(-?[0-9][0-9_]*)([a-zA-Z]*)");

  private ParameterText() {}

  /// Reads a value.
  ///
  /// @throws IllegalArgumentException naming the parameter, the text and the rule it breaks
  public static Number parse(Parameter parameter, String text) {
    Number value;
    try {
      value = valueOf(parameter.unit(), text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(parameter.name() + ": " + e.getMessage(), e);
    }
    if (!parameter.permits(value)) {
      throw new IllegalArgumentException(
          "%s (%s) must be in [%s, %s]"
              .formatted(
                  parameter.name(),
                  text,
                  of(parameter.unit(), parameter.min()),
                  of(parameter.unit(), parameter.max())));
    }
    return value;
  }

  private static Number valueOf(Parameter.Unit unit, String text) {
    return switch (unit) {
      case BYTES -> ByteSize.parse(text);
      case COUNT -> scaled(text, COUNTS, "a count such as 1000, 200k or 10M (powers of 1000)");
      case NANOSECONDS -> scaled(text, TIMES, "a time such as 150ns, 10us or 1ms");
      case NUMBER -> number(text);
      case SEED -> scaled(text, List.of(), "a whole number");
      case FLAG -> flag(text);
    };
  }

  /// The canonical text of a value, which [#parse] reads again.
  public static String of(Parameter.Unit unit, Number value) {
    return switch (unit) {
      case BYTES -> withSuffix(value.longValue(), SIZES);
      case COUNT -> withSuffix(value.longValue(), COUNTS);
      case NANOSECONDS -> value.longValue() == 0 ? "0ns" : withSuffix(value.longValue(), TIMES);
      case NUMBER -> withoutZeros(value.doubleValue());
      case SEED -> value.toString();
      case FLAG -> value.longValue() == 0 ? "no" : "yes";
    };
  }

  /// What the values of a unit are called in lists.
  public static String nameOf(Parameter.Unit unit) {
    return switch (unit) {
      case BYTES -> "bytes";
      case COUNT -> "count";
      case NANOSECONDS -> "time";
      case NUMBER -> "number";
      case SEED -> "seed";
      case FLAG -> "yes or no";
    };
  }

  private static long scaled(String text, List<Suffix> suffixes, String what) {
    Matcher matcher = SCALED.matcher(text);
    Long factor = matcher.matches() ? factor(matcher.group(2), suffixes) : null;
    if (factor == null) {
      throw new IllegalArgumentException("'%s' must be %s".formatted(text, what));
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1).replace("_", "")), factor);
    } catch (NumberFormatException | ArithmeticException _) {
      throw new IllegalArgumentException("'" + text + "' does not fit 64 bits");
    }
  }

  private static Long factor(String text, List<Suffix> suffixes) {
    if (text.isEmpty()) {
      return 1L;
    }
    for (Suffix suffix : suffixes) {
      if (suffix.text.equalsIgnoreCase(text)) {
        return suffix.factor;
      }
    }
    return null;
  }

  private static double number(String text) {
    if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      throw new IllegalArgumentException("'" + text + "' must be a number such as 0.99");
    }
    return Double.parseDouble(text);
  }

  private static long flag(String text) {
    return switch (text) {
      case "yes" -> 1;
      case "no" -> 0;
      default -> throw new IllegalArgumentException("'" + text + "' must be yes or no");
    };
  }

  private static String withSuffix(long value, List<Suffix> suffixes) {
    for (Suffix suffix : suffixes) {
      if (value != 0 && value % suffix.factor == 0) {
        return value / suffix.factor + suffix.text;
      }
    }
    return Long.toString(value);
  }

  private static String withoutZeros(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
