package dev.thplab.repl;

import java.util.Locale;

/// How the table shows a number to people.
enum Unit {
  COUNT {
    @Override
    String text(long value) {
      return String.format(Locale.ROOT, "%,d", value);
    }
  },
  BYTES {
    @Override
    String text(long value) {
      return scaled(value, 1024, " B", " KiB", " MiB", " GiB", " TiB");
    }
  },
  NANOSECONDS {
    @Override
    String text(long value) {
      return scaled(value, 1000, " ns", " us", " ms", " s");
    }
  };

  /// The number with its unit.
  abstract String text(long value);

  /// Three significant digits at least, in the largest unit that leaves 1 or more.
  private static String scaled(long value, int step, String... units) {
    double scaled = value;
    int unit = 0;
    while (scaled >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    if (unit == 0) {
      return String.format(Locale.ROOT, "%,d%s", value, units[0]);
    }
    int decimals = scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f%s", scaled, units[unit]);
  }
}
