package dev.thplab.repl;

import java.util.ArrayList;
import java.util.List;

/// Lays out rows of a label and right-aligned cells; columns that do not fit the width go into a
/// further block below.
final class ColumnLayout {
  /// A cell that says nothing; a block leaves out rows of nothing else.
  static final String NONE = "-";

  private static final String GAP = "  ";
  private static final int MAX_HEADING = 32;

  /// A line of the table; without cells it is a heading.
  private record Line(String label, List<String> cells) {}

  private final List<String> headings;
  private final List<Line> lines = new ArrayList<>();

  ColumnLayout(List<String> headings) {
    this.headings = headings;
  }

  /// Starts a part of the table.
  void heading(String text) {
    lines.add(new Line(text, List.of()));
  }

  /// Adds a row with a cell for each column.
  void row(String label, List<String> cells) {
    lines.add(new Line(label, List.copyOf(cells)));
  }

  /// Returns the text, no line wider than `width` as far as one column allows.
  String render(int width, Style style) {
    int labelWidth =
        lines.stream()
            .filter(line -> !line.cells.isEmpty())
            .mapToInt(line -> line.label.length())
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < headings.size()) {
      int to = from;
      int used = labelWidth;
      while (to < headings.size()
          && (to == from || used + GAP.length() + columnWidth(to) <= width)) {
        used += GAP.length() + columnWidth(to);
        to++;
      }
      if (from > 0) {
        text.append('\n');
      }
      block(text, labelWidth, from, to, width, style);
      from = to;
    }
    return text.toString();
  }

  private void block(StringBuilder text, int labelWidth, int from, int to, int width, Style style) {
    text.append(" ".repeat(labelWidth));
    for (int i = from; i < to; i++) {
      text.append(GAP).append(style.heading(right(heading(i), columnWidth(i))));
    }
    text.append('\n');
    String space = "";
    for (Line line : lines) {
      if (line.cells.isEmpty()) {
        text.append(space).append(style.heading(cut(line.label, width))).append('\n');
        space = "\n";
        continue;
      }
      if (line.cells.subList(from, to).stream().allMatch(NONE::equals)) {
        continue;
      }
      text.append(left(line.label, labelWidth));
      for (int i = from; i < to; i++) {
        text.append(GAP).append(right(line.cells.get(i), columnWidth(i)));
      }
      text.append('\n');
    }
  }

  private int columnWidth(int column) {
    int widest = heading(column).length();
    for (Line line : lines) {
      if (!line.cells.isEmpty()) {
        widest = Math.max(widest, line.cells.get(column).length());
      }
    }
    return widest;
  }

  private String heading(int column) {
    return cut(headings.get(column), MAX_HEADING);
  }

  /// The text, cut to at most `maxLength` characters.
  static String cut(String text, int maxLength) {
    return text.length() <= maxLength ? text : text.substring(0, maxLength - 3) + "...";
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
