package dev.thplab.repl.shell;

import java.util.ArrayList;
import java.util.List;

/// A session as a text: its lines in order, each to be run as if it were typed, with a mark between
/// them. Any other text is one line.
final class SessionScript {
  private static final String HEADER = "// A session of thplab: .load runs it line by line.";
  private static final String MARK = "//;";

  private SessionScript() {}

  /// Writes the lines down.
  static String of(List<String> lines) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    lines.forEach(line -> text.append(line).append('\n').append(MARK).append('\n'));
    return text.toString();
  }

  /// Whether a text is that of a session.
  static boolean isSession(String text) {
    return text.startsWith(HEADER + "\n");
  }

  /// Reads the lines of a text, which need not be that of a session.
  static List<String> lines(String text) {
    if (!isSession(text)) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : text.substring(HEADER.length() + 1).lines().toList()) {
      if (part.equals(MARK)) {
        lines.add(line.toString());
        line.setLength(0);
      } else {
        line.append(line.isEmpty() ? "" : "\n").append(part);
      }
    }
    return lines;
  }
}
