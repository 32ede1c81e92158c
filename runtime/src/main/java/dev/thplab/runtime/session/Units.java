package dev.thplab.runtime.session;

import dev.thplab.sim.page.PhysicalMemory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes, times and ranges as people write them: `64k`, `2MiB`, `10ms`, `0..10M`. Prefixes are
/// powers of 1024.
final class Units {
  private static final Pattern SIZE =
      Pattern.compile("(\\d[\\d_]*(?:\\.\\d+)?)\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern HEX = Pattern.compile("0x[\\da-fA-F]{1,16}");
  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s|m|h)?");

  private Units() {}

  /// A number of bytes; `what` names the argument in the error.
  static long bytes(String text, String what) {
    if (HEX.matcher(text).matches()) {
      return Long.parseUnsignedLong(text.substring(2), 16);
    }
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new SessionException(
          "%s (%s) must be a size such as 4096, 64k, 2M or 1G".formatted(what, text));
    }
    int power = "kmgt".indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
    if (size.group(2).isEmpty()) {
      power = 0;
    }
    double value = Double.parseDouble(size.group(1).replace("_", "")) * (1L << 10 * power);
    if (value > 1L << 53) {
      throw new SessionException("%s (%s) is beyond 8 PiB".formatted(what, text));
    }
    return (long) value;
  }

  /// A number of simulated nanoseconds; a bare number is nanoseconds.
  static long nanoseconds(String text, String what) {
    Matcher time = TIME.matcher(text.strip());
    if (!time.matches()) {
      throw new SessionException(
          "%s (%s) must be a time such as 500us, 10ms, 2s or 1m".formatted(what, text));
    }
    double unit =
        switch (time.group(2) == null ? "ns" : time.group(2)) {
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m" -> 60e9;
          case "h" -> 3600e9;
          default -> 1;
        };
    return Math.round(Double.parseDouble(time.group(1)) * unit);
  }

  /// A time as a person reads it, `1.234 ms`.
  static String time(long ns) {
    if (ns < 1_000) {
      return ns + " ns";
    }
    if (ns < 1_000_000) {
      return String.format(Locale.ROOT, "%.3f us", ns / 1e3);
    }
    return ns < 1_000_000_000
        ? String.format(Locale.ROOT, "%.3f ms", ns / 1e6)
        : String.format(Locale.ROOT, "%.3f s", ns / 1e9);
  }

  /// A part of a region.
  ///
  /// @param from first byte, from the region's start, page aligned
  /// @param to first byte behind it, page aligned
  record Range(long from, long to) {}

  /// Reads `0..10M`, `1M..`, `..4k` or a size from the start; null is all of `length`. A range
  /// covers every page that it touches.
  static Range range(String text, long length) {
    if (text == null) {
      return new Range(0, length);
    }
    int dots = text.indexOf("..");
    String first = dots < 0 ? "" : text.substring(0, dots).strip();
    String last = dots < 0 ? text : text.substring(dots + 2).strip();
    long from = first.isEmpty() ? 0 : bytes(first, "range start");
    long to = last.isEmpty() ? length : bytes(last, "range end");
    if (from >= to || to > length) {
      throw new SessionException(
          "range (%s) must lie within the region's %d bytes".formatted(text, length));
    }
    long mask = PhysicalMemory.PAGE_SIZE - 1L;
    return new Range(from & ~mask, Math.min(to + mask & ~mask, length));
  }
}
