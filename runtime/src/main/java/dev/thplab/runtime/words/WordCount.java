package dev.thplab.runtime.words;

import dev.thplab.sim.proc.FileResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `wc`: lines, words and bytes of files, in columns as wide as GNU's, which are made for the sizes
/// that stat(2) tells.
final class WordCount {
  private static final int WIDTH_OF_PIPE = 7;
  private static final String ALL = "lwc";

  private WordCount() {}

  static void run(Call call) {
    Options options = Options.parse(call, ALL);
    String shown = options.values().isEmpty() ? ALL : shown(options);
    List<String> operands = options.operands();
    int width = width(call, operands, shown);
    long[] total = new long[ALL.length()];
    for (Call.Input input : call.inputs(operands, Call.Complaint.PLAIN)) {
      long[] counts = counts(input.text());
      for (int i = 0; i < total.length; i++) {
        total[i] += counts[i];
      }
      call.printLine(row(counts, shown, width, operands.isEmpty() ? "" : input.name()));
    }
    if (operands.size() > 1) {
      call.printLine(row(total, shown, width, "total"));
    }
  }

  private static String shown(Options options) {
    StringBuilder shown = new StringBuilder();
    ALL.chars().filter(letter -> options.has((char) letter)).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /// Lines, words, bytes.
  private static long[] counts(String text) {
    long lines = text.chars().filter(c -> c == '\n').count();
    long words = text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
    return new long[] {lines, words, text.getBytes(StandardCharsets.UTF_8).length};
  }

  private static String row(long[] counts, String shown, int width, String name) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      if (shown.indexOf(ALL.charAt(i)) >= 0) {
        row.append(row.isEmpty() ? "" : " ").append(("%" + width + "d").formatted(counts[i]));
      }
    }
    return name.isEmpty() ? row.toString() : row + " " + name;
  }

  /// `compute_number_width()` of coreutils.
  private static int width(Call call, List<String> operands, String shown) {
    if (operands.size() <= 1 && shown.length() == 1) {
      return 1;
    }
    long bytes = 0;
    int least = operands.isEmpty() ? WIDTH_OF_PIPE : 1;
    for (String operand : operands) {
      FileResult status = call.files().status(call.resolve(operand));
      if (status instanceof FileResult.Status file && !file.isDirectory()) {
        bytes += file.sizeBytes();
      } else if (!(status instanceof FileResult.Refused)) {
        least = WIDTH_OF_PIPE;
      }
    }
    return Math.max(least, Long.toString(bytes).length());
  }
}
