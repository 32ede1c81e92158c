package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `sort`: `-n` by number, `-r` backwards, `-u` without equals, `-k N[,M]` by fields.
final class Sort {
  private static final Pattern KEY = Pattern.compile("([1-9]\\d{0,3})(?:,([1-9]\\d{0,3}))?");
  private static final Pattern FIELD = Pattern.compile("\\s*\\S+");
  private static final Pattern NUMBER = Pattern.compile("\\s*(-?\\d*\\.?\\d+)");

  private Sort() {}

  static void run(Call call) {
    Options options = Options.parse(call, "nruk:");
    Matcher key = KEY.matcher(options.value('k', "1"));
    if (!key.matches()) {
      throw call.usage("invalid field specification '%s'".formatted(options.value('k', "")));
    }
    List<String> lines = new ArrayList<>();
    call.inputs(options.operands(), Sort::complaint).forEach(input -> lines.addAll(input.lines()));
    Comparator<String> byKey = order(options.has('n'));
    if (options.has('k')) {
      int first = Integer.parseInt(key.group(1));
      int last = key.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(key.group(2));
      Comparator<String> whole = byKey;
      byKey = (a, b) -> whole.compare(fields(a, first, last), fields(b, first, last));
    }
    boolean isUnique = options.has('u');
    Comparator<String> order = isUnique ? byKey : byKey.thenComparing(Comparator.naturalOrder());
    lines.sort(options.has('r') ? order.reversed() : order);
    String before = null;
    for (String line : lines) {
      if (!isUnique || before == null || byKey.compare(before, line) != 0) {
        call.printLine(line);
      }
      before = line;
    }
  }

  private static Comparator<String> order(boolean isNumeric) {
    return isNumeric ? Comparator.comparing(Sort::number) : Comparator.naturalOrder();
  }

  /// The number that a text begins with, or 0.
  private static BigDecimal number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.lookingAt() ? new BigDecimal(number.group(1)) : BigDecimal.ZERO;
  }

  /// The fields from `first` to `last`, each with the blanks before it.
  private static String fields(String line, int first, int last) {
    Matcher field = FIELD.matcher(line);
    StringBuilder fields = new StringBuilder();
    for (int i = 1; i <= last && field.find(); i++) {
      fields.append(i < first ? "" : field.group());
    }
    return fields.toString();
  }

  private static String complaint(String file, FileError error) {
    return error == FileError.EISDIR
        ? "read failed: %s: %s".formatted(file, error.message())
        : "cannot read: %s: %s".formatted(file, error.message());
  }
}
